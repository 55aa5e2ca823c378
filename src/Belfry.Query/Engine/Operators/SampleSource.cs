using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// A range vector: for each series samples that ranges are laid over. The same rules as for rows of vectors.
/// </summary>
internal abstract class SampleSource
{
    /// <summary>The series, in evaluation order.</summary>
    internal abstract IReadOnlyList<SeriesKey> Rows { get; }

    /// <summary>The ranges.</summary>
    internal required RangeWindow Window { get; init; }

    /// <summary>Computes whatever must be known before rows can be read one by one.</summary>
    internal abstract void Prepare(Evaluation evaluation);

    /// <summary>
    /// What is read at which resolution when windows are to be read instead of samples; empty when samples are.
    /// </summary>
    internal virtual IReadOnlyList<ResolutionSpan> WindowSpans => [];

    /// <summary>
    /// Appends the windows of a row that any range can see, oldest first, those without samples left out. False when
    /// the row has native histograms, which only samples show. Only where there are <see cref="WindowSpans"/>.
    /// </summary>
    internal virtual bool TryReadWindows(int row, WindowColumns windows) =>
        throw new InvalidOperationException("BUG: this range vector has no windows");

    /// <summary>Appends the samples of a row that any range can see, oldest first, without stale markers.</summary>
    internal abstract void Read(int row, SampleColumns columns, Workspace workspace);
}
