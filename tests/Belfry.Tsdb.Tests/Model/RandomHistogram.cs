using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Tsdb.Tests.Model;

/// <summary>Makes valid native histograms of every kind: integer and float, counters and gauges, exponential and
/// custom buckets, stale markers.</summary>
internal static class RandomHistogram
{
    internal static NativeHistogram Next(Random random)
    {
        if (random.Next(20) == 0)
        {
            return new IntegerHistogram { Sum = StaleMarker.Value };
        }

        var isCustom = random.Next(6) == 0;
        var positive = Spans(random, isCustom);
        var negative = isCustom ? [] : Spans(random, isCustom: false);
        var up = Counts(random, positive);
        var down = Counts(random, negative);
        var zero = isCustom ? 0 : random.Next(3);
        var custom = isCustom ? new double[] { 0.1, 0.5, 1, 2.5, 10, 60, 100, 200, 300, 400, 500, 600, 700 } : [];
        var schema = isCustom ? NativeHistogram.CustomBucketsSchema : random.Next(3) - 1;
        var threshold = isCustom ? 0 : 1e-3 * (1 + random.Next(2));
        var hint = random.Next(4) == 0 ? CounterResetHint.Gauge : CounterResetHint.Unknown;
        var sum = random.Next(10_000) * 0.25;
        var total = up.Sum() + down.Sum() + zero;
        return random.Next(2) == 0
            ? new IntegerHistogram
            {
                CounterResetHint = hint, Schema = schema, ZeroThreshold = threshold, Sum = sum, CustomValues = custom,
                PositiveSpans = positive, NegativeSpans = negative,
                ZeroCount = (ulong)zero, Count = (ulong)total,
                PositiveDeltas = Deltas(up), NegativeDeltas = Deltas(down),
            }
            : new FloatHistogram
            {
                CounterResetHint = hint, Schema = schema, ZeroThreshold = threshold, Sum = sum, CustomValues = custom,
                PositiveSpans = positive, NegativeSpans = negative,
                ZeroCount = zero * 0.5, Count = total * 0.5,
                PositiveBuckets = [.. up.Select(count => count * 0.5)],
                NegativeBuckets = [.. down.Select(count => count * 0.5)],
            };
    }

    private static BucketSpan[] Spans(Random random, bool isCustom)
    {
        var spans = new BucketSpan[random.Next(4)];
        for (var index = 0; index < spans.Length; index++)
        {
            var first = index == 0 && !isCustom ? random.Next(-5, 6) : random.Next(index == 0 ? 0 : 1, 3);
            spans[index] = new BucketSpan(first, (uint)random.Next(1, 3));
        }

        return spans;
    }

    private static long[] Counts(Random random, BucketSpan[] spans) =>
        [.. Enumerable.Range(0, (int)spans.Sum(span => span.Length)).Select(_ => (long)random.Next(50))];

    private static long[] Deltas(long[] counts) =>
        [.. counts.Select((count, index) => index == 0 ? count : count - counts[index - 1])];
}
