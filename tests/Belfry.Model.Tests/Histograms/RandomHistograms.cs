using Belfry.Model.Histograms;

namespace Belfry.Model.Tests.Histograms;

/// <summary>
/// Valid histograms of whole counts, so that sums of floats are exact and properties hold to the last bit.
/// </summary>
internal static class RandomHistograms
{
    internal static IntegerHistogram Integer(Random random, int schema)
    {
        var threshold = random.Next(4) == 0 ? Math.Pow(2, random.Next(-8, 3)) : 0.001;
        var (positiveSpans, positive) = Side(random, schema, threshold);
        var (negativeSpans, negative) = Side(random, schema, threshold);
        var zeroCount = random.Next(4);
        return new IntegerHistogram
        {
            Schema = schema,
            ZeroThreshold = threshold,
            ZeroCount = (ulong)zeroCount,
            Count = (ulong)(positive.Sum() + negative.Sum() + zeroCount),
            Sum = random.Next(-1000, 1000),
            PositiveSpans = positiveSpans,
            NegativeSpans = negativeSpans,
            PositiveDeltas = Deltas(positive),
            NegativeDeltas = Deltas(negative),
        };
    }

    internal static IntegerHistogram Integer(Random random) => Integer(random, random.Next(-2, 4));

    internal static FloatHistogram Float(Random random) => Integer(random).ToFloat();

    internal static FloatHistogram Custom(Random random)
    {
        double[] bounds = [.. Enumerable.Range(0, 12).Where(_ => random.Next(3) > 0).Select(bound => (double)bound)];
        var counts = bounds.Append(0).Select(_ => (double)random.Next(5)).ToArray();
        return new FloatHistogram
        {
            Schema = NativeHistogram.CustomBucketsSchema,
            Count = counts.Sum(),
            Sum = random.Next(1000),
            PositiveSpans = [new BucketSpan(0, (uint)counts.Length)],
            PositiveBuckets = counts,
            CustomValues = bounds,
        };
    }

    // Spans may be empty or touch each other, and buckets may be empty: those inside the zero bucket are, since its
    // observations are counted there.
    private static (BucketSpan[] Spans, long[] Counts) Side(Random random, int schema, double threshold)
    {
        var spans = new BucketSpan[random.Next(5)];
        for (var index = 0; index < spans.Length; index++)
        {
            spans[index] = new BucketSpan(index == 0 ? random.Next(-12, 6) : random.Next(4), (uint)random.Next(6));
        }

        var counts = new List<long>();
        var bucket = 0;
        foreach (var span in spans)
        {
            bucket += span.Offset;
            for (var place = 0; place < span.Length; place++)
            {
                var isEmpty = random.Next(3) == 0 || BucketBounds.Exponential(bucket++, schema) <= threshold;
                counts.Add(isEmpty ? 0 : random.Next(1, 50));
            }
        }

        return (spans, [.. counts]);
    }

    private static long[] Deltas(long[] counts) =>
        [.. counts.Select((count, index) => count - (index > 0 ? counts[index - 1] : 0))];
}
