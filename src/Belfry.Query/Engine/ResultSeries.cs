using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine;

/// <summary>Makes the series of an answer.</summary>
internal static class ResultSeries
{
    /// <summary>The points of a row of steps.</summary>
    internal static MatrixSeries Of(
        Labels labels, ReadOnlySpan<double> row, HistogramRow? histograms, StepGrid grid)
    {
        var histogramCount = histograms?.Count ?? 0;
        var points = new Points(Presence.Count(row) - histogramCount, histogramCount);
        for (var step = 0; step < row.Length; step++)
        {
            if (Presence.IsPresent(row[step]))
            {
                points.Add(grid.TimeAt(step), row[step], histograms?[step]);
            }
        }

        return points.ToSeries(labels);
    }

    /// <summary>The samples of a range vector, which has no stale markers.</summary>
    internal static MatrixSeries Of(Labels labels, SampleColumns columns)
    {
        if (!columns.HasHistograms)
        {
            return new MatrixSeries(labels, columns.TimestampsMs.ToArray(), columns.Values.ToArray());
        }

        var floatCount = columns.Histograms.Count(default(NativeHistogram));
        var points = new Points(floatCount, columns.Count - floatCount);
        for (var index = 0; index < columns.Count; index++)
        {
            points.Add(columns.TimestampsMs[index], columns.Values[index], columns.Histograms[index]?.ToFloat());
        }

        return points.ToSeries(labels);
    }

    /// <summary>What a series counts for where samples in memory are counted.</summary>
    internal static long Weight(MatrixSeries series)
    {
        long weight = series.Values.Length;
        foreach (var histogram in series.Histograms.Span)
        {
            weight += HistogramWeight.Samples(histogram);
        }

        return weight;
    }

    private struct Points(int floatCount, int histogramCount)
    {
        private readonly long[] times = new long[floatCount];
        private readonly double[] values = new double[floatCount];
        private readonly long[] histogramTimes = new long[histogramCount];
        private readonly FloatHistogram[] histograms = new FloatHistogram[histogramCount];
        private int floatNext;
        private int histogramNext;

        internal void Add(long timeMs, double value, FloatHistogram? histogram)
        {
            if (histogram is null)
            {
                times[floatNext] = timeMs;
                values[floatNext++] = value;
            }
            else
            {
                histogramTimes[histogramNext] = timeMs;
                histograms[histogramNext++] = histogram;
            }
        }

        internal readonly MatrixSeries ToSeries(Labels labels) => new(labels, times, values)
        {
            HistogramTimestampsMs = histogramTimes,
            Histograms = histograms,
        };
    }
}
