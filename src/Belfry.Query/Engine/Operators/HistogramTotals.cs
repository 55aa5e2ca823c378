using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// Reduces native histograms to count and sum where nothing more is wanted. What is said of counter resets must be
/// settled before, because it shows in the buckets; so an unknown hint becomes a known one wherever the sample before
/// was read, too. Samples between two ranges are not read by the original, and what it finds depends on it. Source:
/// prometheus <c>promql/histogram_stats_iterator.go</c>.
/// </summary>
internal static class HistogramTotals
{
    /// <summary>Replaces the histograms of <paramref name="columns"/>.</summary>
    /// <param name="columns">The samples of a series, stale markers included.</param>
    /// <param name="window">The ranges.</param>
    /// <param name="reachMs">How long before the end of a range the first sample is that is read for it.</param>
    /// <param name="workspace">Where room comes from.</param>
    internal static void Reduce(SampleColumns columns, RangeWindow window, long reachMs, Workspace workspace)
    {
        if (!columns.HasHistograms)
        {
            return;
        }

        workspace.Evaluation.DependOnAllSteps();
        var kept = workspace.RentColumns();
        var times = columns.TimestampsMs;
        var last = default(NativeHistogram);
        var next = 0;
        for (var step = 0; step < window.Grid.Count && next < times.Length; step++)
        {
            var endMs = window.EndAt(step);
            if (endMs - reachMs > times[next])
            {
                last = null;
                next = SkipTo(endMs - reachMs, columns, next, kept);
            }

            while (next < times.Length && times[next] < endMs)
            {
                Add(columns, next++, ref last, kept);
            }
        }

        while (next < times.Length)
        {
            Add(columns, next++, ref last, kept);
        }

        columns.Clear();
        columns.AddRange(kept, 0, kept.Count);
        workspace.Return(kept);
    }

    private static int SkipTo(long timeMs, SampleColumns columns, int next, SampleColumns kept)
    {
        while (next < columns.Count && columns.TimestampsMs[next] < timeMs)
        {
            kept.AddRange(columns, next, next + 1);
            next++;
        }

        return next;
    }

    private static void Add(SampleColumns columns, int index, ref NativeHistogram? last, SampleColumns kept)
    {
        if (columns.Histograms[index] is not { IsStale: false } histogram)
        {
            kept.AddRange(columns, index, index + 1);
            return;
        }

        var hint = histogram.CounterResetHint;
        if (hint == CounterResetHint.Unknown && last is not null)
        {
            hint = histogram.ToFloat().IsResetAfter(last.ToFloat())
                ? CounterResetHint.CounterReset
                : CounterResetHint.NotCounterReset;
        }

        last = histogram;
        kept.Add(columns.TimestampsMs[index], new FloatHistogram
        {
            CounterResetHint = hint,
            Schema = histogram.Schema,
            Count = histogram is FloatHistogram floats ? floats.Count : ((IntegerHistogram)histogram).Count,
            Sum = histogram.Sum,
        });
        kept.SetLastStart(columns.HasStarts ? columns.StartsMs[index] : 0);
    }
}
