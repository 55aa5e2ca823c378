using System.Text.Json;
using Belfry.Compatibility.Tests.Histograms;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Lines of series with their values, as scripts write them, and histograms as they are printed.</summary>
internal sealed class SeriesDescriptionSuite : IConformanceSuite
{
    private static readonly string[] Tables =
        ["series_desc", "series", "histogram_series", "histogram_test_expression"];

    /// <inheritdoc/>
    public string Pattern => "promql/parser/series_desc.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(
        path, cases => Tables.SelectMany(name => cases.GetProperty(name).EnumerateArray()), Check);

    private static string? Check(JsonElement row)
    {
        if (row.GetProperty("input").ValueKind == JsonValueKind.Object)
        {
            return CaseTable.Difference(
                row.FindText("expected"), row.GetProperty("input").FloatHistogram().ToTestText());
        }

        var mustFail = row.TryGetProperty("fail", out _) || row.TryGetProperty("expectedError", out _)
            || row.TryGetProperty("expectError", out _);
        SeriesDescription series;
        try
        {
            series = SeriesDescription.Parse(row.GetProperty("input").GetString()!);
        }
        catch (FormatException failure)
        {
            return mustFail ? null : failure.Message;
        }

        return mustFail ? "it was read" : Difference(row, series);
    }

    private static string? Difference(JsonElement row, SeriesDescription series)
    {
        if (row.TryGetProperty("expected", out var histograms))
        {
            return CaseTable.Difference(
                string.Join('\n', histograms.EnumerateArray().Select(cell => Text(cell.FloatHistogram()))),
                string.Join('\n', series.Values.Select(value => Text(value!.Value.Histogram!))));
        }

        var isPlain = row.TryGetProperty("metric", out var metric);
        var labels = isPlain ? metric : row.GetProperty("expectedLabels");
        var values = row.GetProperty(isPlain ? "values" : "expectedValues").EnumerateArray().Select(cell =>
            cell.ValueKind == JsonValueKind.String && cell.GetString() is "omitted" or "stale"
                ? cell.GetString()!
                : FloatText.General(cell.Number()));
        return CaseTable.Difference(labels.Labels().ToString(), series.Labels.ToString())
            ?? CaseTable.Difference(string.Join(' ', values), string.Join(' ', series.Values.Select(Text)));
    }

    private static string Text(FloatHistogram histogram) =>
        $"{histogram.ToTestText()} {string.Join(' ', histogram.PositiveSpans)} {histogram.CounterResetHint}";

    private static string Text(ScriptValue? value) => value is not { } given ? "omitted"
        : StaleMarker.IsStale(given.Number) ? "stale"
        : FloatText.General(given.Number);
}
