using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Belfry.EndToEnd.Tests.Differential;

/// <summary>What a server answered: an error's text, or its series in its order.</summary>
/// <param name="Error">The text; null when there is none.</param>
/// <param name="Series">The points of each label set, times in milliseconds.</param>
internal sealed record Answer(
    string? Error, IReadOnlyList<(string Labels, (long TimeMs, double Value)[] Points)> Series)
{
    internal int PointCount => Series.Sum(series => series.Points.Length);

    internal static Answer Parse(string body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.GetProperty("status").GetString() != "success")
        {
            return new Answer(root.GetProperty("error").GetString()!, []);
        }

        var data = root.GetProperty("data");
        var result = data.GetProperty("result");
        return new Answer(null, data.GetProperty("resultType").GetString() switch
        {
            "scalar" => [("", [Point(result)])],
            "vector" => [.. result.EnumerateArray().Select(one =>
                (Labels(one), new[] { Point(one.GetProperty("value")) }))],
            "matrix" => [.. result.EnumerateArray().Select(one =>
                (Labels(one), one.GetProperty("values").EnumerateArray().Select(Point).ToArray()))],
            var type => throw new InvalidOperationException($"a result of type {type}"),
        });
    }

    public override string ToString()
    {
        if (Error is not null)
        {
            return $"error: {Error}";
        }

        var text = new StringBuilder();
        foreach (var (labels, points) in Series.Take(6))
        {
            var values = points.Take(6).Select(point =>
                string.Create(CultureInfo.InvariantCulture, $"{point.Value:R}@{point.TimeMs / 1000}"));
            text.Append(CultureInfo.InvariantCulture, $"{{{labels}}} {string.Join(' ', values)}; ");
        }

        return $"{Series.Count} series, {PointCount} points: {text}";
    }

    private static string Labels(JsonElement one) => string.Join(',', one.GetProperty("metric").EnumerateObject()
        .Select(label => $"{label.Name}={label.Value.GetString()}")
        .Order(StringComparer.Ordinal));

    private static (long, double) Point(JsonElement point) =>
        ((long)Math.Round(point[0].GetDouble() * 1000), Number(point[1].GetString()!));

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
