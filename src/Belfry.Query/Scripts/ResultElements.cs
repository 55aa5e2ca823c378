using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Query.Engine;

namespace Belfry.Query.Scripts;

/// <summary>Results of queries as the values that scripts are written with.</summary>
internal static class ResultElements
{
    internal static IReadOnlyList<(Labels Labels, ScriptValue Value)> Of(VectorValue vector) =>
        [.. vector.Samples.Select(sample => (sample.Labels, Of(sample.Value, sample.Histogram)))];

    /// <summary>The points of all series at one time.</summary>
    internal static IReadOnlyList<(Labels Labels, ScriptValue Value)> At(MatrixValue matrix, long timeMs)
    {
        var elements = new List<(Labels, ScriptValue)>();
        foreach (var series in matrix.Series)
        {
            var points = Points(series);
            var place = points.FindIndex(point => point.TimeMs == timeMs);
            if (place >= 0)
            {
                elements.Add((series.Labels, points[place].Value));
            }
        }

        return elements;
    }

    /// <summary>The points of a series, floats and native histograms, by time.</summary>
    internal static List<(long TimeMs, ScriptValue Value)> Points(MatrixSeries series)
    {
        var points = new List<(long TimeMs, ScriptValue Value)>(series.PointCount);
        for (var index = 0; index < series.Values.Length; index++)
        {
            points.Add((series.TimestampsMs.Span[index], Of(series.Values.Span[index], null)));
        }

        for (var index = 0; index < series.Histograms.Length; index++)
        {
            points.Add((series.HistogramTimestampsMs.Span[index], Of(0, series.Histograms.Span[index])));
        }

        points.Sort((left, right) => left.TimeMs.CompareTo(right.TimeMs));
        return points;
    }

    private static ScriptValue Of(double value, FloatHistogram? histogram) =>
        histogram is null ? ScriptValue.Of(value) : new ScriptValue(null, histogram, false);
}
