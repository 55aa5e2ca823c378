using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Testing.Metrics;
using Belfry.Tsdb.Reading;
using Belfry.Tsdb.Tests.Model;
using Xunit;

namespace Belfry.Tsdb.Tests.Reading;

/// <summary>What is remembered of selections, and never beyond its time.</summary>
public sealed class HeadSelectionCacheTests
{
    private static readonly StoreOptions Options = StoreFixture.Manual with
    {
        BlockRange = TimeSpan.FromMilliseconds(1000),
    };

    [Fact]
    public void A_question_asked_for_the_third_time_is_answered_from_memory()
    {
        using var store = StoreFixture.Open(new MemoryDirectory(), Options);
        Write(store, 100, 50);

        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(50, store.Dump("__name__=m").Count);
        }

        var metrics = CollectedMetrics.Of(store);
        Assert.Equal(1, metrics["belfry_tsdb_selection_cache_hits_total"]);
        Assert.Equal(2, metrics["belfry_tsdb_selection_cache_misses_total"]);
        Assert.Equal(50, metrics["belfry_tsdb_selection_cache_series"]);
    }

    [Fact]
    public void Series_that_come_and_go_are_seen_at_once()
    {
        using var store = StoreFixture.Open(new MemoryDirectory(), Options);
        Write(store, 100, 40);
        Ask(store, 40);
        store.Write(StoreFixture.Series("__name__=m,late=yes"), 200, 1);
        Ask(store, 41);

        // The head gives up what has no sample in it any more; only one series goes on.
        store.Write(StoreFixture.Series("__name__=m,late=yes"), 5000, 2);
        store.RunMaintenance(CancellationToken.None);
        Assert.Single(store.Dump(4000, 6000, "__name__=m"));
        Write(store, 5100, 40);
        Assert.Equal(41, store.Dump(4000, 6000, "__name__=m").Count);
        Ask(store, 41);
    }

    [Fact]
    public void No_more_series_are_held_than_allowed()
    {
        using var store = StoreFixture.Open(new MemoryDirectory(), Options);
        using (var appender = store.Appender())
        {
            for (var index = 0; index < 30_000; index++)
            {
                appender.Append(StoreFixture.Series($"__name__=m,instance=i{index},job=j{index % 3}"), 100, index);
            }

            appender.Commit();
        }

        string[] selections = ["__name__=m", "job=j1", "job=j2", "job!=j1", "job=~j.+", "instance!=i5"];
        foreach (var selection in selections.Concat(selections))
        {
            using var reader = store.Open(TimestampMs.MinValue, TimestampMs.MaxValue);
            Assert.NotEmpty(reader.Select([StoreFixture.Matcher(selection)], CancellationToken.None));
        }

        Assert.InRange(
            CollectedMetrics.Of(store)["belfry_tsdb_selection_cache_series"], 1, HeadSelectionCache.SeriesMax);
    }

    [Fact]
    public void The_last_sample_alone_is_the_last_of_all()
    {
        var seed = new Seed(91);
        var random = seed.Random;
        using var store = StoreFixture.Open(new MemoryDirectory(), Options with
        {
            SamplesPerChunkMax = 5,
            OutOfOrderWindow = TimeSpan.FromMilliseconds(3000),
        });
        var series = StoreFixture.Series("__name__=m");
        for (var step = 0; step < 500; step++)
        {
            var time = new TimestampMs((step * 20L) - (random.Next(5) == 0 ? random.Next(2000) : 0));
            using (var appender = store.Appender())
            {
                _ = random.Next(6) == 0
                    ? appender.Append(appender.Resolve(series), time, RandomHistogram.Next(random))
                    : appender.Append(appender.Resolve(series), time, random.Next(9));
                appender.Commit();
            }

            if (random.Next(40) == 0)
            {
                store.RunMaintenance(CancellationToken.None);
            }

            AssertSameLast(store, (step * 20L) - random.Next(400), (step * 20L) + random.Next(-200, 60), seed);
        }
    }

    private static void AssertSameLast(TimeSeriesStore store, long fromMs, long throughMs, Seed seed)
    {
        using var reader = store.Open(new TimestampMs(fromMs), new TimestampMs(throughMs));
        using var all = new SampleColumns();
        using var last = new SampleColumns();
        foreach (var one in reader.Select([], CancellationToken.None))
        {
            one.Read(new TimestampMs(fromMs), new TimestampMs(throughMs), all);
            one.ReadLast(new TimestampMs(fromMs), new TimestampMs(throughMs), last);
            Assert.Equal(all.Count > 0, last.Count > 0);
            if (all.Count > 0)
            {
                var (expected, actual) = (
                    ModelComparison.SampleAt(all, all.Count - 1), ModelComparison.SampleAt(last, last.Count - 1));
                Assert.True(expected == actual, $"{seed}: {actual} instead of {expected}");
            }
        }
    }

    private static void Ask(TimeSeriesStore store, int expected)
    {
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(expected, store.Dump("__name__=m").Count);
        }
    }

    private static void Write(TimeSeriesStore store, long timeMs, int count)
    {
        for (var index = 0; index < count; index++)
        {
            store.Write(StoreFixture.Series($"__name__=m,instance=i{index}"), timeMs, index);
        }
    }
}
