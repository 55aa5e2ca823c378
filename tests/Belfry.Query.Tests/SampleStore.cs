using Belfry.Model;
using Belfry.Testing;
using Belfry.Testing.Storage;

namespace Belfry.Query.Tests;

/// <summary>
/// A store of counters, gauges and histograms, classic and native, with gaps, resets, stale markers and NaN, by a seed.
/// </summary>
internal static class SampleStore
{
    internal const int Samples = 80;
    internal const long StepMs = 15_000;

    internal static MemorySeriesSource Make(Seed seed)
    {
        var store = new MemorySeriesSource();
        for (var id = 0; id < 7; id++)
        {
            var job = id % 2 == 0 ? "a" : "b";
            Add(store, seed, isCounter: true, ("__name__", "x_total"), ("job", job), ("id", $"{id}"));
            Add(store, seed, isCounter: false, ("__name__", "g"), ("job", job), ("id", $"{id}"));
        }

        foreach (var bound in new[] { "0.5", "1", "2.5", "+Inf" })
        {
            Add(store, seed, isCounter: true, ("__name__", "h_bucket"), ("le", bound));
        }

        for (var id = 0; id < 4; id++)
        {
            HistogramStore.Add(
                store, seed, isCustom: false, ("__name__", "nh"), ("job", id % 2 == 0 ? "a" : "b"), ("id", $"{id}"));
        }

        HistogramStore.Add(store, seed, isCustom: true, ("__name__", "nhcb"), ("id", "0"));
        HistogramStore.Add(store, seed, isCustom: true, ("__name__", "nhcb"), ("id", "1"));
        AddInfos(store);
        return store;
    }

    // The version of one job changes in the middle, that of the other is known for a while only.
    private static void AddInfos(MemorySeriesSource store)
    {
        for (var index = 0; index < Samples; index++)
        {
            var time = new TimestampMs(index * StepMs);
            var version = index < Samples / 2 ? "1" : "2";
            store.Add(Labels.From(("__name__", "target_info"), ("job", "a"), ("version", version)), time, 1);
            if (index is > 10 and < 40)
            {
                store.Add(Labels.From(("__name__", "target_info"), ("job", "b"), ("os", "linux")), time, 1);
            }
        }
    }

    private static void Add(MemorySeriesSource store, Seed seed, bool isCounter, params (string, string)[] pairs)
    {
        var labels = Labels.From(pairs);
        var value = 0.0;
        for (var index = 0; index < Samples; index++)
        {
            var dice = seed.Random.Next(40);
            value = isCounter
                ? dice == 0 ? 0 : value + (seed.Random.NextDouble() * 100)
                : seed.Random.NextDouble() * 100;
            var stored = dice switch
            {
                1 => StaleMarker.Value,
                2 when !isCounter => StaleMarker.NormalNaN,
                _ => value,
            };
            if (dice != 3)
            {
                var jitter = seed.Random.Next(-2000, 2000);
                store.Add(labels, new TimestampMs((index * StepMs) + 5000 + jitter), stored);
            }
        }
    }
}
