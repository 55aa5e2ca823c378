using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Belfry.Model.Histograms;

/// <summary>Histograms with a coarser exponential schema: counts and sum stay, buckets are merged.</summary>
public static class HistogramResolution
{
    /// <summary>
    /// The valid histogram in a coarser schema, or itself in its own. Unlike the original's copy it keeps its hint.
    /// </summary>
    /// <exception cref="ArgumentException">The schema is finer, or one of the two is for custom buckets.</exception>
    public static FloatHistogram ToSchema(this FloatHistogram histogram, int schema) =>
        schema == histogram.Schema ? histogram
        : FindMisuse(histogram, schema) is { } misuse ? throw new ArgumentException(misuse, nameof(schema))
        : Reduced(histogram, schema);

    /// <summary>The same for whole counts.</summary>
    public static IntegerHistogram ToSchema(this IntegerHistogram histogram, int schema) =>
        schema == histogram.Schema ? histogram
        : FindMisuse(histogram, schema) is { } misuse ? throw new ArgumentException(misuse, nameof(schema))
        : Reduced(histogram, schema);

    /// <summary>
    /// Reduces a histogram that came from outside, of any known schema. False when its spans are invalid, or when the
    /// schema is not coarser; <paramref name="error"/> says so in Prometheus's words.
    /// </summary>
    public static bool TryReduceResolution(
        this NativeHistogram histogram,
        int schema,
        [NotNullWhen(true)] out NativeHistogram? reduced,
        [NotNullWhen(false)] out string? error)
    {
        var (positive, negative) = BucketCounts(histogram);
        error = FindMisuse(histogram, schema)
            ?? SpanDefects.FindInReduction(histogram.PositiveSpans, positive)
            ?? SpanDefects.FindInReduction(histogram.NegativeSpans, negative);
        reduced = error is not null ? null
            : histogram is FloatHistogram floats ? Reduced(floats, schema)
            : Reduced((IntegerHistogram)histogram, schema);
        return error is null;
    }

    /// <summary>
    /// The histogram in <paramref name="schemaMax"/> when its exponential schema is finer, else itself; null when its
    /// spans are invalid.
    /// </summary>
    public static NativeHistogram? LimitSchema(this NativeHistogram histogram, int schemaMax) =>
        !HistogramSchema.IsExponentialOrReserved(histogram.Schema) || histogram.Schema <= schemaMax ? histogram
        : histogram.TryReduceResolution(schemaMax, out var reduced, out _) ? reduced
        : null;

    /// <summary>
    /// The finest reduction with at most <paramref name="bucketMax"/> buckets, or itself; null when there is none:
    /// the coarsest schema has more, or the buckets are custom, or the spans are invalid.
    /// </summary>
    public static NativeHistogram? LimitBuckets(this NativeHistogram histogram, int bucketMax)
    {
        var limited = histogram;
        while (limited is not null && CountBuckets(limited) > bucketMax)
        {
            limited = HistogramSchema.IsExponential(limited.Schema)
                && limited.Schema > HistogramSchema.ExponentialMin
                && limited.TryReduceResolution(limited.Schema - 1, out var coarser, out _) ? coarser : null;
        }

        return limited;
    }

    private static long CountBuckets(NativeHistogram histogram)
    {
        var (positive, negative) = BucketCounts(histogram);
        return (long)positive + negative;
    }

    private static (int Positive, int Negative) BucketCounts(NativeHistogram histogram)
    {
        if (histogram is FloatHistogram floats)
        {
            return (floats.PositiveBuckets.Length, floats.NegativeBuckets.Length);
        }

        var integers = (IntegerHistogram)histogram;
        return (integers.PositiveDeltas.Length, integers.NegativeDeltas.Length);
    }

    private static string? FindMisuse(NativeHistogram histogram, int schema) =>
        histogram.HasCustomBuckets ? "cannot reduce resolution when there are custom buckets"
        : HistogramSchema.IsCustomBuckets(schema) ? "cannot reduce resolution to custom buckets schema"
        : schema >= histogram.Schema ? string.Create(
            CultureInfo.InvariantCulture, $"cannot reduce resolution from schema {histogram.Schema} to {schema}")
        : null;

    private static FloatHistogram Reduced(FloatHistogram histogram, int schema)
    {
        var positive = BucketReduction.Reduce(histogram.Positive, histogram.Schema, schema);
        var negative = BucketReduction.Reduce(histogram.Negative, histogram.Schema, schema);
        return new FloatHistogram(histogram)
        {
            Schema = schema,
            PositiveSpans = positive.Spans,
            PositiveBuckets = positive.Counts,
            NegativeSpans = negative.Spans,
            NegativeBuckets = negative.Counts,
        };
    }

    private static IntegerHistogram Reduced(IntegerHistogram histogram, int schema)
    {
        var positive = BucketReduction.Reduce(histogram.Positive, histogram.Schema, schema);
        var negative = BucketReduction.Reduce(histogram.Negative, histogram.Schema, schema);
        return new IntegerHistogram(histogram)
        {
            Schema = schema,
            PositiveSpans = positive.Spans,
            PositiveDeltas = BucketDeltas.FromCounts(positive.Counts),
            NegativeSpans = negative.Spans,
            NegativeDeltas = BucketDeltas.FromCounts(negative.Counts),
        };
    }
}
