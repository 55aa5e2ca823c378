using System.Globalization;

namespace Belfry.Model.Histograms;

/// <summary>
/// What makes a histogram that came from outside unfit to be stored, in Prometheus's words. Source: prometheus
/// <c>model/histogram</c>, <c>Validate</c>.
/// </summary>
public static class HistogramValidation
{
    private const string NegativeBucket = "histogram has a bucket whose observation count is negative";
    private const string CountMismatch = "histogram's observation count should equal the number of observations found "
        + "in the buckets (in absence of NaN)";
    private const string CountTooSmall = "histogram's observation count should be at least the number of observations "
        + "found in the buckets";

    /// <summary>
    /// What is wrong; null when nothing is. The count must be that of all buckets, or at least that when the sum is
    /// NaN: observations of NaN are in no bucket.
    /// </summary>
    public static string? FindDefect(this IntegerHistogram histogram)
    {
        var negative = 0UL;
        var positive = 0UL;
        var defect = FindLayoutDefect(
            histogram, histogram.ZeroCount != 0, histogram.PositiveDeltas.Length, histogram.NegativeDeltas.Length);
        defect ??= histogram.HasCustomBuckets ? null : Sided("negative", Sum(histogram.NegativeDeltas, ref negative));
        defect ??= FindCustomValuesDefect(histogram);
        defect ??= Sided("positive", Sum(histogram.PositiveDeltas, ref positive));
        if (defect is not null)
        {
            return defect;
        }

        var found = unchecked(negative + positive + histogram.ZeroCount);
        var isFit = double.IsNaN(histogram.Sum) ? found <= histogram.Count : found == histogram.Count;
        return isFit
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{found} observations found in buckets, but the Count field is {histogram.Count}: ")
                + (double.IsNaN(histogram.Sum) ? CountTooSmall : CountMismatch);
    }

    /// <summary>
    /// What is wrong; null when nothing is. The count is not compared with the buckets: rounding would find defects
    /// that are none.
    /// </summary>
    public static string? FindDefect(this FloatHistogram histogram)
    {
        var defect = FindLayoutDefect(
            histogram, histogram.ZeroCount != 0, histogram.PositiveBuckets.Length, histogram.NegativeBuckets.Length);
        if (!histogram.HasCustomBuckets)
        {
            defect ??= Sided("negative", FindNegative(histogram.NegativeBuckets));
            defect ??= histogram.ZeroCount < 0
                ? $"zero bucket has observation count of {FloatText.General(histogram.ZeroCount)}: {NegativeBucket}"
                : null;
        }

        defect ??= FindCustomValuesDefect(histogram);

        // The two spaces are the original's.
        defect ??= histogram.Count < 0
            ? $"observation count is  {FloatText.General(histogram.Count)}: histogram's observation count is negative"
            : null;
        return defect ?? Sided("positive", FindNegative(histogram.PositiveBuckets));
    }

    /// <summary>What is wrong; null when nothing is.</summary>
    public static string? FindDefect(this NativeHistogram histogram) =>
        histogram is FloatHistogram floats ? floats.FindDefect() : ((IntegerHistogram)histogram).FindDefect();

    private static string? FindLayoutDefect(
        NativeHistogram histogram, bool hasZeroCount, int positiveCount, int negativeCount)
    {
        if (histogram.HasCustomBuckets)
        {
            var layout = SpanDefects.FindInCustomBuckets(
                histogram.CustomValues, histogram.PositiveSpans, positiveCount);
            return layout is not null ? "custom buckets: " + layout
                : hasZeroCount ? "custom buckets: must have zero count of 0"
                : histogram.ZeroThreshold != 0 ? "custom buckets: must have zero threshold of 0"
                : histogram.NegativeSpans.Length > 0 ? "custom buckets: must not have negative spans"
                : negativeCount > 0 ? "custom buckets: must not have negative buckets"
                : null;
        }

        return HistogramSchema.IsExponential(histogram.Schema)
            ? Sided("positive", SpanDefects.Find(histogram.PositiveSpans, positiveCount))
                ?? Sided("negative", SpanDefects.Find(histogram.NegativeSpans, negativeCount))
            : HistogramSchema.InvalidText(histogram.Schema);
    }

    private static string? FindCustomValuesDefect(NativeHistogram histogram) =>
        !histogram.HasCustomBuckets && histogram.CustomValues.Length > 0
            ? "histogram with exponential schema must not have custom bounds"
            : null;

    private static string? Sided(string side, string? defect) => defect is null ? null : $"{side} side: {defect}";

    private static string? Sum(ReadOnlySpan<long> deltas, ref ulong sum)
    {
        var count = 0L;
        for (var index = 0; index < deltas.Length; index++)
        {
            count = unchecked(count + deltas[index]);
            if (count < 0)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"bucket number {index + 1} has observation count of {count}: {NegativeBucket}");
            }

            sum = unchecked(sum + (ulong)count);
        }

        return null;
    }

    private static string? FindNegative(ReadOnlySpan<double> counts)
    {
        for (var index = 0; index < counts.Length; index++)
        {
            if (counts[index] < 0)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"bucket number {index + 1} has observation count of {FloatText.General(counts[index])}: ")
                    + NegativeBucket;
            }
        }

        return null;
    }
}
