using Belfry.Query.Engine.Accounting;
using Belfry.Query.Functions;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// An <c>anchored</c> or <c>smoothed</c> range selector that is itself the answer, so at one step: a value at each end
/// of the range and the samples between.
/// </summary>
/// <param name="wide">The samples, reaching beyond the range as the extension demands.</param>
/// <param name="range">The range.</param>
internal sealed class ExtendedSource(SampleSource wide, ExtendedRange range) : SampleSource
{
    /// <summary>Where the samples of each series are counted: those it takes, and those it gives.</summary>
    internal required WindowTally Tally { get; init; }

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => wide.Rows;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation) => wide.Prepare(evaluation);

    /// <inheritdoc/>
    internal override void Read(int row, SampleColumns columns, Workspace workspace)
    {
        var samples = workspace.RentColumns();
        wide.Read(row, samples, workspace);
        if (samples.HasHistograms)
        {
            throw EvaluationException.Failed(
                $"{(range.IsSmoothed ? "smoothed" : "anchored")} modifier is not supported with histograms");
        }

        if (samples.Count > 0)
        {
            Extend(samples.TimestampsMs, samples.Values, columns);
        }

        Tally.Count(row, Rows.Count, samples.Count, columns.Count);
        workspace.Return(samples);
    }

    private void Extend(ReadOnlySpan<long> times, ReadOnlySpan<double> values, SampleColumns columns)
    {
        var endMs = Window.EndAt(0);
        var startMs = endMs - range.RangeMs;
        var first = ExtendedRange.First(times, startMs);
        var last = range.Last(times, endMs);
        if (times[last] <= startMs)
        {
            return;
        }

        var left = range.Left(times, values, first, startMs, isCounter: false);
        var right = range.Right(times, values, last, endMs, isCounter: false);
        first += times[first] <= startMs ? 1 : 0;
        last -= times[last] >= endMs ? 1 : 0;
        columns.Add(startMs, left);
        for (var index = first; index <= last; index++)
        {
            columns.Add(times[index], values[index]);
        }

        columns.Add(endMs, right);
    }
}
