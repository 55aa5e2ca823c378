using Belfry.Model;
using Belfry.Query.Engine;

namespace Belfry.Query.Scripts;

/// <summary>Results of queries as the values that scripts are written with.</summary>
internal static class ResultElements
{
    internal static IReadOnlyList<(Labels Labels, ScriptValue Value)> Of(VectorValue vector) =>
        [.. vector.Samples.Select(sample => (sample.Labels, ScriptValue.Of(sample.Value)))];

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

    internal static List<(long TimeMs, ScriptValue Value)> Points(MatrixSeries series)
    {
        var points = new List<(long, ScriptValue)>(series.Values.Length);
        for (var index = 0; index < series.Values.Length; index++)
        {
            points.Add((series.TimestampsMs.Span[index], ScriptValue.Of(series.Values.Span[index])));
        }

        return points;
    }
}
