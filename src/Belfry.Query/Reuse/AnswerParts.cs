using Belfry.Model;
using Belfry.Query.Engine;

namespace Belfry.Query.Reuse;

/// <summary>Takes answers of range queries apart by time and puts them together. Pure.</summary>
internal static class AnswerParts
{
    /// <summary>The points of an answer at some of its steps; series without any are left out.</summary>
    internal static MatrixValue Slice(MatrixValue answer, StepGrid steps)
    {
        var (fromMs, throughMs) = (steps.StartMs, steps.EndMs);
        var series = new List<MatrixSeries>(answer.Series.Count);
        foreach (var one in answer.Series)
        {
            var (first, end) = Between(one.TimestampsMs.Span, fromMs, throughMs);
            var (firstHistogram, endHistogram) = Between(one.HistogramTimestampsMs.Span, fromMs, throughMs);
            if (end > first || endHistogram > firstHistogram)
            {
                series.Add(new MatrixSeries(one.Labels, one.TimestampsMs[first..end], one.Values[first..end])
                {
                    HistogramTimestampsMs = one.HistogramTimestampsMs[firstHistogram..endHistogram],
                    Histograms = one.Histograms[firstHistogram..endHistogram],
                });
            }
        }

        return new MatrixValue(series);
    }

    /// <summary>
    /// One answer of several, each of which is behind the one before. It shares no memory with them, so that they can
    /// go.
    /// </summary>
    internal static MatrixValue Join(IReadOnlyList<MatrixValue> parts)
    {
        var next = new int[parts.Count];
        var series = new List<MatrixSeries>();
        var same = new List<MatrixSeries>(parts.Count);
        while (Least(parts, next) is { } least)
        {
            same.Clear();
            for (var part = 0; part < parts.Count; part++)
            {
                if (next[part] < parts[part].Series.Count && parts[part].Series[next[part]].Labels == least)
                {
                    same.Add(parts[part].Series[next[part]++]);
                }
            }

            series.Add(new MatrixSeries(
                same[0].Labels, Join(same, one => one.TimestampsMs), Join(same, one => one.Values))
            {
                HistogramTimestampsMs = Join(same, one => one.HistogramTimestampsMs),
                Histograms = Join(same, one => one.Histograms),
            });
        }

        return new MatrixValue(series);
    }

    /// <summary>Whether each label set is there once, as putting together needs it.</summary>
    internal static bool HasEachOnce(MatrixValue answer)
    {
        for (var index = 1; index < answer.Series.Count; index++)
        {
            if (!(answer.Series[index - 1].Labels < answer.Series[index].Labels))
            {
                return false;
            }
        }

        return true;
    }

    private static Labels? Least(IReadOnlyList<MatrixValue> parts, int[] next)
    {
        var least = default(Labels);
        for (var part = 0; part < parts.Count; part++)
        {
            if (next[part] < parts[part].Series.Count)
            {
                var labels = parts[part].Series[next[part]].Labels;
                least = least is null || labels < least ? labels : least;
            }
        }

        return least;
    }

    private static T[] Join<T>(List<MatrixSeries> parts, Func<MatrixSeries, ReadOnlyMemory<T>> column)
    {
        var joined = new T[parts.Sum(part => column(part).Length)];
        var count = 0;
        foreach (var part in parts)
        {
            column(part).CopyTo(joined.AsMemory(count));
            count += column(part).Length;
        }

        return joined;
    }

    private static (int First, int End) Between(ReadOnlySpan<long> times, long fromMs, long throughMs)
    {
        var first = times.BinarySearch(fromMs);
        var last = times.BinarySearch(throughMs);
        return (first < 0 ? ~first : first, last < 0 ? ~last : last + 1);
    }
}
