using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>
/// Native histograms with custom buckets as the series of a classic one. The table does not say which kind the
/// histogram is, except by its numbers and by its name.
/// </summary>
internal sealed class NhcbToClassicSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/nhcb_to_classic.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var series = new List<string>();
        string? error = "no histogram";
        if (row.Find("nhcb") is { } cell)
        {
            NativeHistogram histogram = IsFloat(row) ? cell.FloatHistogram() : cell.IntegerHistogram();
            ClassicSeries.TryExpand(
                histogram, row.GetProperty("labels").Labels(),
                (labels, value) => series.Add($"{labels} {FloatText.General(value)}"), out error);
        }

        return row.Is("expectErr")
            ? (error is null ? "no error" : null)
            : error ?? CaseTable.Difference(Expected(row), string.Join('\n', series));
    });

    private static string Expected(JsonElement row) => string.Join('\n', row.GetProperty("expected").EnumerateArray()
        .Select(each => $"{each.GetProperty("lset").Labels()} {FloatText.General(each.GetProperty("val").Number())}"));

    // Counts that are whole by chance are told apart by the name only.
    private static bool IsFloat(JsonElement row) =>
        row.GetProperty("name").GetString()!.Contains("float", StringComparison.OrdinalIgnoreCase)
        || row.GetProperty("nhcb").Numbers("PositiveBuckets").Any(count => count != Math.Round(count));
}
