using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Query.PromQL;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine.Operators;

/// <summary>A range selector: the stored samples of the selected series, stale markers left out.</summary>
/// <param name="matchers">Which series.</param>
/// <param name="parts">The columns of windows that serve whoever reads this; none when only samples do.</param>
/// <param name="span">Where the selector is written, for remarks.</param>
internal sealed class MatrixSource(IReadOnlyList<LabelMatcher> matchers, WindowParts parts, SourceSpan span)
    : SampleSource
{
    private IReadOnlyList<ISelectedSeries> series = [];
    private IReadOnlyList<ResolutionSpan> spans = [];
    private SeriesKey[] rows = [];
    private Annotations? annotations;

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => rows;

    /// <summary>True when of native histograms count and sum are enough.</summary>
    internal bool TakesTotals { get; init; }

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        var selection = evaluation.Select(matchers, Window, parts, takesLast: false, span);
        series = selection.Series;
        annotations = evaluation.Annotations;
        spans = parts == WindowParts.None ? [] : selection.Spans;
        rows = new SeriesKey[series.Count];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new SeriesKey(series[row].Labels, false);
        }
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<ResolutionSpan> WindowSpans => spans;

    /// <inheritdoc/>
    internal override bool TryReadWindows(int row, WindowColumns windows)
    {
        windows.Clear(parts);
        try
        {
            series[row].ReadWindows(new TimestampMs(Window.FirstMs), new TimestampMs(Window.LastMs), windows);
        }
        catch (StorageFailureException damage)
        {
            // Raw samples stand in; where they are gone their failure is the query's.
            annotations!.WarnOfDamage(damage, span);
            return false;
        }

        if (windows.HasMark(WindowMarks.HasHistograms))
        {
            return false;
        }

        windows.RemoveWithoutSamples();
        return true;
    }

    /// <inheritdoc/>
    internal override void Read(int row, SampleColumns columns, Workspace workspace)
    {
        var read = spans.Count == 0 ? series[row] : workspace.Evaluation.SelectRaw(series[row].Labels, Window);
        if (read is null)
        {
            return;
        }

        if (TakesTotals)
        {
            ReadTotals(read, columns, workspace);
        }
        else
        {
            StoredSamples.Read(read, Window, columns);
        }

        StoredSamples.RemoveStaleMarkers(columns, workspace);
    }

    // A range is open on the left, but what is read for it is not: a sample at its very start is what the first one
    // inside is compared with.
    private void ReadTotals(ISelectedSeries read, SampleColumns columns, Workspace workspace)
    {
        read.Read(new TimestampMs(Window.FirstMs - 1), new TimestampMs(Window.LastMs), columns);
        HistogramTotals.Reduce(columns, Window, Window.RangeMs, workspace);
        if (columns.Count > 0 && columns.TimestampsMs[0] < Window.FirstMs)
        {
            var kept = workspace.RentColumns();
            kept.AddRange(columns, 1, columns.Count);
            columns.Clear();
            columns.AddRange(kept, 0, kept.Count);
            workspace.Return(kept);
        }
    }
}
