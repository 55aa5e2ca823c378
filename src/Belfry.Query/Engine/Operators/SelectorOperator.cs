using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Model.Matching;
using Belfry.Query.Functions.Windows;
using Belfry.Query.PromQL;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// An instant selector: at each step the latest sample within the lookback, unless it is a stale marker.
/// </summary>
internal sealed class SelectorOperator(IReadOnlyList<LabelMatcher> matchers, RangeWindow window, int repetitions)
    : VectorOperator(window.Grid)
{
    private IReadOnlyList<ISelectedSeries> series = [];
    private TierEdges? edges;
    private SeriesKey[] rows = [];

    /// <summary>What the values are.</summary>
    internal SampleAspect Gives { get; init; }

    /// <summary>True when of native histograms count and sum are enough.</summary>
    internal bool TakesTotals { get; init; }

    /// <summary>Where the selector is written, for remarks.</summary>
    internal SourceSpan Span { get; init; }

    /// <summary>How the values are keyed when the name is dropped; null to keep it.</summary>
    internal NameRemoval? Removal { get; init; }

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => rows;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        var selection = evaluation.Select(
            matchers, window, WindowParts.Last | WindowParts.LastTime, takesLast: true, Span);
        series = selection.Series;
        edges = selection.IsRaw ? null : new TierEdges(selection.Spans);
        rows = new SeriesKey[series.Count];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new SeriesKey(series[row].Labels, false);
        }
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        ISelectedSeries? read = series[row];
        if (edges is not null)
        {
            if (TryFillWindows(row, values, workspace, edges))
            {
                return;
            }

            read = workspace.Evaluation.SelectRaw(series[row].Labels, window);
        }

        var columns = workspace.RentColumns();
        if (read is not null && window.Grid.Count == 1 && !TakesTotals)
        {
            read.ReadLast(new TimestampMs(window.FirstMs), new TimestampMs(window.LastMs), columns);
        }
        else if (read is not null)
        {
            StoredSamples.Read(read, window, columns);
        }

        if (TakesTotals)
        {
            HistogramTotals.Reduce(columns, window, window.RangeMs - 1, workspace);
        }

        var found = columns.HasHistograms ? FillMixed(columns, values, histograms)
            : window.Grid.Count == 1 ? FillOne(columns, values)
            : FillSteps(columns, values);
        workspace.SamplesUsed += (long)found * repetitions;
        workspace.Return(columns);
    }

    private bool TryFillWindows(int row, Span<double> values, Workspace workspace, TierEdges rounding)
    {
        var windows = workspace.RentWindows();
        windows.Clear(WindowParts.Last | WindowParts.LastTime);
        var isWhole = TryReadWindows(row, windows, workspace) && !windows.HasMark(WindowMarks.HasHistograms);
        if (isWhole)
        {
            workspace.SamplesUsed += (long)FillWindows(windows, values, rounding) * repetitions;
        }

        workspace.Return(windows);
        return isWhole;
    }

    private bool TryReadWindows(int row, WindowColumns windows, Workspace workspace)
    {
        try
        {
            series[row].ReadWindows(new TimestampMs(window.FirstMs), new TimestampMs(window.LastMs), windows);
            return true;
        }
        catch (StorageFailureException damage)
        {
            // Raw samples stand in; where they are gone their failure is the query's.
            workspace.Evaluation.Annotations.WarnOfDamage(damage, Span);
            return false;
        }
    }

    // A window holds an instant's sample when its last one is not too old and no stale marker came behind.
    private int FillWindows(WindowColumns windows, Span<double> values, TierEdges rounding)
    {
        var marks = windows.Integers(WindowColumn.Marks);
        var counts = windows.Integers(WindowColumn.SampleCount);
        var times = windows.Integers(WindowColumn.LastTime);
        var last = windows.Values(WindowColumn.Last);
        var before = new WindowCursor(windows.EndsMs);
        var found = 0;
        for (var step = 0; step < values.Length; step++)
        {
            var end = rounding.Floor(window.EndAt(step));
            before.MoveBehind(end);
            var index = before.Index - 1;
            var isSeen = index >= 0
                && (marks[index] & (long)WindowMarks.EndsStale) == 0
                && times[index] > end - window.RangeMs
                && counts[index] > 0;
            values[step] = !isSeen ? Presence.Absent
                : Gives switch
                {
                    SampleAspect.Value => last[index],
                    SampleAspect.Time => times[index] / 1000.0,
                    _ => 0,
                };
            found += isSeen ? 1 : 0;
        }

        return found;
    }

    private int FillOne(SampleColumns columns, Span<double> values)
    {
        var last = columns.Count - 1;
        var isPresent = last >= 0 && !StaleMarker.IsStale(columns.Values[last]);
        values[0] = !isPresent ? Presence.Absent : ValueAt(columns, last);
        return isPresent ? 1 : 0;
    }

    private double ValueAt(SampleColumns columns, int index) => Gives switch
    {
        SampleAspect.Value => columns.Values[index],
        SampleAspect.Time => columns.TimestampsMs[index] / 1000.0,
        _ => columns.HasStarts ? columns.StartsMs[index] / 1000.0 : 0,
    };

    // The same with native histograms, of which each is converted once, however many steps see it.
    private int FillMixed(SampleColumns columns, Span<double> values, HistogramRow histograms)
    {
        var times = columns.TimestampsMs;
        var (next, converted, found) = (0, -1, 0);
        var current = default(FloatHistogram);
        for (var step = 0; step < values.Length; step++)
        {
            var end = window.EndAt(step);
            while (next < times.Length && times[next] <= end)
            {
                next++;
            }

            var seen = next - 1;
            values[step] = Presence.Absent;
            if (seen < 0 || times[seen] <= end - window.RangeMs || StaleMarker.IsStale(columns.Values[seen]))
            {
                continue;
            }

            if (columns.Histograms[seen] is not { } histogram)
            {
                values[step] = ValueAt(columns, seen);
                found++;
                continue;
            }

            current = converted == seen ? current : histogram.ToFloat();
            converted = seen;
            found += Gives == SampleAspect.Value ? HistogramWeight.Samples(current!) : 1;
            if (Gives != SampleAspect.Value)
            {
                values[step] = ValueAt(columns, seen);
                continue;
            }

            values[step] = Presence.Histogram;
            histograms.Set(step, current!);
        }

        return found;
    }

    private int FillSteps(SampleColumns columns, Span<double> values)
    {
        var times = columns.TimestampsMs;
        var samples = columns.Values;
        var next = 0;
        var found = 0;
        var end = window.EndAt(0);
        var stride = window.StrideMs;
        for (var step = 0; step < values.Length; step++, end += stride)
        {
            while (next < times.Length && times[next] <= end)
            {
                next++;
            }

            // A stale marker is stored with the very bits that mean absence here.
            var isSeen = next > 0 && times[next - 1] > end - window.RangeMs;
            var value = isSeen ? samples[next - 1] : Presence.Absent;
            if (Presence.IsPresent(value))
            {
                found++;
                value = Gives == SampleAspect.Value ? value : ValueAt(columns, next - 1);
            }

            values[step] = value;
        }

        return found;
    }
}
