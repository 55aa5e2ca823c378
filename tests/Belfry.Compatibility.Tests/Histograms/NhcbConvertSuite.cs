using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>
/// Series of a classic histogram as a native one. The table does not say in which order they came; an error is named by
/// the variable that the original keeps it in.
/// </summary>
internal sealed class NhcbConvertSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/nhcb_convert.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var collector = new ClassicBucketCollector();
        var setup = row.GetProperty("setup");
        if (setup.Find("count") is { } count)
        {
            collector.SetCount(count.Number());
        }

        if (setup.Find("sum") is { } sum)
        {
            collector.SetSum(sum.Number());
        }

        foreach (var bucket in setup.GetProperty("buckets").EnumerateArray())
        {
            collector.SetBucket(bucket[0].Number(), bucket[1].Number());
        }

        var histogram = collector.Convert();
        return CaseTable.Difference(Expected(row), Shown(histogram, collector.Error));
    });

    private static string Expected(JsonElement row) =>
        row.FindText("expectedErr") is { } error ? error
        : row.Find("expectedFH") is { } floats ? HistogramCells.Show(floats.FloatHistogram())
        : HistogramCells.Show(row.GetProperty("expectedH").IntegerHistogram());

    private static string Shown(NativeHistogram? histogram, string? error) => histogram switch
    {
        FloatHistogram floats => floats.FindDefect() ?? HistogramCells.Show(floats),
        IntegerHistogram integers => integers.FindDefect() ?? HistogramCells.Show(integers),
        _ => error!.Split(':')[0] switch
        {
            "bucket count must be non-negative" => "$errNegativeBucketCount",
            "count must be non-negative" => "$errNegativeCount",
            "count mismatch" => "$errCountMismatch",
            "count is not cumulative" => "$errCountNotCumulative",
            _ => "$errNaNBucket",
        },
    };
}
