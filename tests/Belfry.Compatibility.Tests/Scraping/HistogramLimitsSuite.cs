using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Ingestion.Scrape;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Scraping;

/// <summary>
/// What becomes of a histogram beyond a job's limits. The tables name their histograms; the layouts are the original's,
/// the counts such that they are valid.
/// </summary>
internal abstract class HistogramLimitsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public abstract string Pattern { get; }

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var limited = Limits(row).Apply(Histogram(row.GetProperty("h").GetString()!), out var problem);
        if (row.Is("expectError"))
        {
            return problem is null ? "no error" : null;
        }

        return problem
            ?? CaseTable.Difference(row.GetProperty("expectSchema").ToString(), $"{limited!.Schema}")
            ?? (row.Find("expectBucketCount") is { } count
                ? CaseTable.Difference(count.ToString(), $"{BucketCount((IntegerHistogram)limited)}")
                : null);
    });

    private protected abstract HistogramLimits Limits(JsonElement row);

    private static int BucketCount(IntegerHistogram histogram) =>
        histogram.PositiveDeltas.Length + histogram.NegativeDeltas.Length;

    private static IntegerHistogram Histogram(string name) => name switch
    {
        "$example" => new()
        {
            Count = 21,
            ZeroCount = 3,
            PositiveSpans = [new BucketSpan(0, 3)],
            PositiveDeltas = [3, 0, 0],
            NegativeSpans = [new BucketSpan(0, 3)],
            NegativeDeltas = [3, 0, 0],
        },
        "$bigGap" => new()
        {
            Count = 2, PositiveSpans = [new BucketSpan(1, 1), new BucketSpan(2, 1)], PositiveDeltas = [1, 0],
        },
        "$customBuckets" => new()
        {
            Schema = NativeHistogram.CustomBucketsSchema,
            Count = 9,
            PositiveSpans = [new BucketSpan(0, 3)],
            PositiveDeltas = [3, 0, 0],
            CustomValues = [1, 2],
        },
        _ => throw new FormatException($"no histogram: {name}"),
    };
}
