using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Testing;
using Belfry.Testing.Storage;

namespace Belfry.Query.Tests;

/// <summary>
/// Series of native histograms that grow, change their resolution or their bounds, are reset, end, and turn into floats
/// now and then. Their hints are those of storage: unknown at the first and where one was reset.
/// </summary>
internal static class HistogramStore
{
    internal static void Add(MemorySeriesSource store, Seed seed, bool isCustom, params (string, string)[] pairs)
    {
        var labels = Labels.From(pairs);
        var before = default(FloatHistogram);
        for (var index = 0; index < SampleStore.Samples; index++)
        {
            var time = new TimestampMs((index * SampleStore.StepMs) + 4000 + seed.Random.Next(-2000, 2000));
            var dice = seed.Random.Next(40);
            if (dice is 1 or 2)
            {
                store.Add(labels, time, dice == 1 ? StaleMarker.Value : seed.Random.Next(100));
                before = null;
            }
            else if (dice != 3)
            {
                var isReset = before is null || dice == 0;
                var grown = Grown(isReset ? null : before, seed, isCustom);
                store.Add(labels, time, grown.WithHint(Hint(before, grown)));
                before = grown;
            }
        }
    }

    private static CounterResetHint Hint(FloatHistogram? before, FloatHistogram histogram) =>
        before is null || histogram.Schema != before.Schema || histogram.IsResetAfter(before)
            ? CounterResetHint.Unknown
            : CounterResetHint.NotCounterReset;

    private static FloatHistogram Grown(FloatHistogram? before, Seed seed, bool isCustom)
    {
        var counts = new double[3];
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            counts[bucket] = seed.Random.Next(10) + (before is null ? 0 : before.PositiveBuckets[bucket]);
        }

        var schema = before?.Schema ?? seed.Random.Next(-1, 2);
        double[] bounds = seed.Random.Next(2) == 0 ? [1, 2] : [1, 2, 5];
        var zero = isCustom ? 0 : seed.Random.Next(5) + (before?.ZeroCount ?? 0);
        return new FloatHistogram
        {
            Schema = isCustom ? NativeHistogram.CustomBucketsSchema : schema,
            CustomValues = isCustom ? before?.CustomValues ?? bounds : [],
            Count = counts.Sum() + zero,
            Sum = (before?.Sum ?? 0) + seed.Random.NextDouble(),
            ZeroThreshold = isCustom ? 0 : 0.001,
            ZeroCount = zero,
            PositiveSpans = [new BucketSpan(0, (uint)counts.Length)],
            PositiveBuckets = counts,
        };
    }
}
