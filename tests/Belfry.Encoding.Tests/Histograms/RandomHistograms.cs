using Belfry.Model.Histograms;

namespace Belfry.Encoding.Tests.Histograms;

/// <summary>Makes histograms of every shape, and states what two have in common.</summary>
internal static class RandomHistograms
{
    private static readonly double[] Numbers =
        [0, 1, -1, 0.5, 1e300, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 123.456];

    internal static NativeHistogram Next(Random random, bool isInteger)
    {
        var isCustom = random.Next(4) == 0;
        var positive = Spans(random, isCustom);
        var negative = isCustom ? [] : Spans(random, false);
        var schema = isCustom ? NativeHistogram.CustomBucketsSchema : random.Next(-4, 9);
        var threshold = random.Next(4) switch { 0 => 0, 1 => Math.ScaleB(1, -128), 2 => Math.ScaleB(1, 11), _ => 0.001 };
        var hint = random.Next(8) switch
        {
            0 => CounterResetHint.Gauge,
            1 => CounterResetHint.CounterReset,
            _ => CounterResetHint.Unknown,
        };
        double[] customValues = isCustom ? [-1.5, 0, 0.005, 2.5, 33_554.43, 33_554.431, 1e17] : [];
        return isInteger
            ? new IntegerHistogram
            {
                Schema = schema,
                ZeroThreshold = threshold,
                CounterResetHint = hint,
                PositiveSpans = positive,
                NegativeSpans = negative,
                CustomValues = customValues,
                Count = (ulong)random.NextInt64(),
                ZeroCount = (ulong)random.Next(100),
                Sum = Number(random),
                PositiveDeltas = [.. Range(positive).Select(_ => Whole(random))],
                NegativeDeltas = [.. Range(negative).Select(_ => Whole(random))],
            }
            : new FloatHistogram
            {
                Schema = schema,
                ZeroThreshold = threshold,
                CounterResetHint = hint,
                PositiveSpans = positive,
                NegativeSpans = negative,
                CustomValues = customValues,
                Count = Number(random),
                ZeroCount = Number(random),
                Sum = Number(random),
                PositiveBuckets = [.. Range(positive).Select(_ => Number(random))],
                NegativeBuckets = [.. Range(negative).Select(_ => Number(random))],
            };
    }

    /// <summary>A later sample of the same counter: every bucket has as many or more, and there may be new
    /// ones.</summary>
    internal static IntegerHistogram Grow(Random random, SortedDictionary<int, long> positive, ref ulong zeroCount)
    {
        for (var index = random.Next(4); index > 0; index--)
        {
            var bucket = random.Next(-20, 21);
            positive[bucket] = positive.GetValueOrDefault(bucket) + random.Next(1, 1000);
        }

        zeroCount += (ulong)random.Next(3);
        return FromCounts(positive, zeroCount);
    }

    internal static IntegerHistogram FromCounts(SortedDictionary<int, long> positive, ulong zeroCount)
    {
        var spans = new List<BucketSpan>();
        var deltas = new List<long>();
        var end = 0;
        long before = 0;
        foreach (var (bucket, count) in positive)
        {
            if (spans.Count > 0 && bucket == end)
            {
                spans[^1] = spans[^1] with { Length = spans[^1].Length + 1 };
            }
            else
            {
                spans.Add(new BucketSpan(bucket - end, 1));
            }

            end = bucket + 1;
            deltas.Add(count - before);
            before = count;
        }

        return new IntegerHistogram
        {
            Schema = 3,
            ZeroThreshold = Math.ScaleB(1, -128),
            ZeroCount = zeroCount,
            Count = zeroCount + (ulong)positive.Values.Sum(),
            Sum = positive.Sum(bucket => bucket.Key * (double)bucket.Value),
            PositiveSpans = [.. spans],
            PositiveDeltas = [.. deltas],
        };
    }

    /// <summary>The counts of the positive buckets that are not empty, by index.</summary>
    internal static SortedDictionary<int, long> Counts(IntegerHistogram histogram)
    {
        var counts = new SortedDictionary<int, long>();
        var index = 0;
        long count = 0;
        var place = 0;
        foreach (var span in histogram.PositiveSpans)
        {
            index += span.Offset;
            for (var within = 0; within < span.Length; within++, index++)
            {
                count += histogram.PositiveDeltas[place++];
                if (count != 0)
                {
                    counts.Add(index, count);
                }
            }
        }

        return counts;
    }

    /// <summary>Everything but the hint, bit for bit, as text.</summary>
    internal static string Text(NativeHistogram histogram) => string.Join('|', histogram.GetType().Name,
        histogram.Schema, Bits(histogram.ZeroThreshold), Bits(histogram.Sum),
        string.Join(',', histogram.PositiveSpans), string.Join(',', histogram.NegativeSpans),
        string.Join(',', histogram.CustomValues.Select(Bits)),
        histogram switch
        {
            IntegerHistogram whole => string.Join('|', whole.Count, whole.ZeroCount,
                string.Join(',', whole.PositiveDeltas), string.Join(',', whole.NegativeDeltas)),
            FloatHistogram fraction => string.Join('|', Bits(fraction.Count), Bits(fraction.ZeroCount),
                string.Join(',', fraction.PositiveBuckets.Select(Bits)),
                string.Join(',', fraction.NegativeBuckets.Select(Bits))),
            _ => "",
        });

    private static BucketSpan[] Spans(Random random, bool isCustom)
    {
        var spans = new BucketSpan[random.Next(isCustom ? 2 : 4)];
        for (var index = 0; index < spans.Length; index++)
        {
            var offset = index == 0 && !isCustom ? random.Next(-5000, 5000) : random.Next(isCustom ? 2 : 300);
            spans[index] = new BucketSpan(offset, (uint)random.Next(isCustom ? 6 : 20));
        }

        return spans;
    }

    private static IEnumerable<int> Range(BucketSpan[] spans) => Enumerable.Range(0, spans.Sum(span => (int)span.Length));

    private static long Whole(Random random) =>
        random.Next(10) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : random.Next(-300, 300);

    private static double Number(Random random) =>
        random.Next(3) == 0 ? random.Next(1000) : Numbers[random.Next(Numbers.Length)];

    private static string Bits(double value) => BitConverter.DoubleToInt64Bits(value).ToString("x", null);
}
