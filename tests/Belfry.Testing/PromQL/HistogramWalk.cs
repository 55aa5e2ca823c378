using Belfry.Model.Histograms;

namespace Belfry.Testing.PromQL;

/// <summary>
/// The native histograms of one series, one after another: a counter of integers or fractions that gets new buckets and
/// is reset now and then, or a gauge, with exponential or custom buckets.
/// </summary>
internal sealed class HistogramWalk(Random random)
{
    private static readonly double[] CustomBounds = [0.5, 1, 2.5, 5, 10];
    private readonly bool isGauge = random.Next(4) == 0;
    private readonly bool isFraction = random.Next(3) == 0;
    private readonly bool isCustom = random.Next(4) == 0;
    private readonly long[] counts = new long[6];
    private int width = 3;
    private int schema = random.Next(0, 3);

    /// <summary>The next histogram; null where a float stands instead.</summary>
    internal NativeHistogram? Next()
    {
        Move();
        var positive = counts[..width];
        var negative = isCustom ? [] : counts[4..];
        var zero = isCustom ? 0 : counts[3];
        var total = positive.Sum() + negative.Sum() + zero;
        BucketSpan[] up = [new BucketSpan(isCustom ? 0 : -1, 2), new BucketSpan(1, (uint)width - 2)];
        BucketSpan[] down = isCustom ? [] : [new BucketSpan(0, (uint)negative.Length)];
        var hint = isGauge ? CounterResetHint.Gauge : CounterResetHint.Unknown;
        return random.Next(60) == 0 ? null : isFraction
            ? new FloatHistogram
            {
                CounterResetHint = hint, Schema = Schema, ZeroThreshold = Threshold, CustomValues = Custom,
                PositiveSpans = up, NegativeSpans = down, Sum = (positive.Sum() * 1.25) - negative.Sum(),
                ZeroCount = zero * 0.5, Count = total * 0.5,
                PositiveBuckets = [.. positive.Select(count => count * 0.5)],
                NegativeBuckets = [.. negative.Select(count => count * 0.5)],
            }
            : new IntegerHistogram
            {
                CounterResetHint = hint, Schema = Schema, ZeroThreshold = Threshold, CustomValues = Custom,
                PositiveSpans = up, NegativeSpans = down, Sum = (positive.Sum() * 1.25) - negative.Sum(),
                ZeroCount = (ulong)zero, Count = (ulong)total,
                PositiveDeltas = Deltas(positive), NegativeDeltas = Deltas(negative),
            };
    }

    private int Schema => isCustom ? NativeHistogram.CustomBucketsSchema : schema;

    private double Threshold => isCustom ? 0 : 0.001;

    private double[] Custom => isCustom ? CustomBounds : [];

    private void Move()
    {
        if (random.Next(100) == 0)
        {
            Array.Clear(counts);
            width = random.Next(3, 4 + 1);
            schema = random.Next(0, 3);
        }

        if (isGauge)
        {
            Array.Clear(counts);
        }

        for (var index = 0; index < counts.Length; index++)
        {
            counts[index] += random.Next(5);
        }
    }

    private static long[] Deltas(long[] values) =>
        [.. values.Select((value, index) => index == 0 ? value : value - values[index - 1])];
}
