using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Testing.Time;
using Belfry.Tsdb.Administration;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Tsdb.Tests.Administration;

public sealed class CardinalityTests
{
    [Fact]
    public void All_series_are_counted_by_metric_and_label()
    {
        using var store = Filled();

        var report = Ask(store);

        Assert.Equal(5, report.SeriesCount);
        Assert.Equal([new("hits", 4), new("up", 1)], report.SeriesCountByMetricName);
        Assert.Equal([new("path", 3), new("__name__", 2), new("job", 2)], report.ValueCountByLabelName);
        Assert.Equal([new("__name__", 5), new("job", 5), new("path", 4)], report.SeriesCountByLabelName);
        Assert.Empty(report.SeriesCountByLabelValue);
    }

    [Fact]
    public void Selected_series_are_counted_down_to_the_values_of_a_label()
    {
        using var store = Filled();

        var report = Ask(store, "path", [StoreFixture.Matcher("__name__=hits"), StoreFixture.Matcher("job=a")]);

        Assert.Equal(3, report.SeriesCount);
        Assert.Equal([new("hits", 3)], report.SeriesCountByMetricName);
        Assert.Equal([new("path", 3), new("__name__", 1), new("job", 1)], report.ValueCountByLabelName);
        Assert.Equal([new("/", 1), new("/a", 1), new("/b", 1)], report.SeriesCountByLabelValue);
    }

    [Fact]
    public void A_series_that_two_selectors_name_counts_once_and_lists_are_cut()
    {
        using var store = Filled();

        var report = store.Cardinality(
            new CardinalityQuery
            {
                AnyOf = [[StoreFixture.Matcher("job=a")], [StoreFixture.Matcher("path=/")]],
                Label = "job",
                Limit = 1,
            },
            CancellationToken.None);

        Assert.Equal(5, report.SeriesCount);
        Assert.Equal([new("a", 4)], report.SeriesCountByLabelValue);
        Assert.Equal([new("hits", 4)], report.SeriesCountByMetricName);
    }

    [Fact]
    public void Series_are_counted_in_the_hour_in_which_they_are_made()
    {
        var clock = new ManualClock();
        using var store = TimeSeriesStore.Open(
            new MemoryDirectory(), StoreFixture.Manual, clock, NullLogger.Instance);
        store.Write(StoreFixture.Series("a=1"), 1, 1);
        store.Write(StoreFixture.Series("a=2"), 1, 1);
        store.RunMaintenance(CancellationToken.None);
        clock.Advance(TimeSpan.FromHours(2));
        store.Write(StoreFixture.Series("a=3"), 1, 1);
        store.Write(StoreFixture.Series("a=3"), 2, 1);

        var hours = Ask(store).SeriesCreatedByHour;

        Assert.Equal([2, 0, 1], hours.Select(hour => hour.Value));
        Assert.All(hours, hour => Assert.Equal(0, hour.Key.Value % 3_600_000));
        Assert.Equal(7_200_000, hours[2].Key.Value - hours[0].Key.Value);
    }

    [Fact]
    public void The_ring_keeps_a_day_and_survives_clocks_that_jump()
    {
        const long hourMs = 3_600_000;
        var ring = new SeriesCreationRing(100, new TimestampMs(5 * hourMs));
        ring.Observe(103, new TimestampMs((5 * hourMs) + 1));
        for (var hour = 6; hour < 40; hour++)
        {
            ring.Observe(103 + hour, new TimestampMs(hour * hourMs));
        }

        var day = ring.Snapshot(new TimestampMs(39 * hourMs));
        Assert.Equal(24, day.Count);
        Assert.Equal((16 * hourMs, 1L), (day[0].Key.Value, day[0].Value));
        Assert.Equal((39 * hourMs, 1L), (day[^1].Key.Value, day[^1].Value));

        ring.Observe(150, new TimestampMs(20 * hourMs));
        Assert.Equal(9, ring.Snapshot(new TimestampMs(20 * hourMs))[^1].Value);

        ring.Observe(151, new TimestampMs(4_000_000 * hourMs));
        var later = ring.Snapshot(new TimestampMs(4_000_000 * hourMs));
        Assert.Equal(24, later.Count);
        Assert.Equal(1, later.Sum(hour => hour.Value));
    }

    [Fact]
    public void The_top_of_counts_is_that_of_a_sort()
    {
        var seed = new Seed(91);
        for (var round = 0; round < 300; round++)
        {
            var limit = seed.Random.Next(1, 20);
            var counts = Enumerable.Range(0, seed.Random.Next(60))
                .Select(index => KeyValuePair.Create($"n{index:d2}", (long)seed.Random.Next(6)))
                .ToArray();
            seed.Random.Shuffle(counts);
            var top = new TopCounts<string>(limit, string.CompareOrdinal);
            foreach (var (name, count) in counts)
            {
                top.Add(name, count);
            }

            Assert.Equal(
                counts.OrderByDescending(count => count.Value)
                    .ThenBy(count => count.Key, StringComparer.Ordinal)
                    .Take(limit),
                top.Take(name => name));
        }
    }

    private static TimeSeriesStore Filled()
    {
        var store = StoreFixture.Open(new MemoryDirectory());
        foreach (var labels in (string[])
            ["hits,job=a,path=/", "hits,job=a,path=/a", "hits,job=a,path=/b", "hits,job=b,path=/", "up,job=a"])
        {
            store.Write(StoreFixture.Series("__name__=" + labels), 1, 1);
        }

        return store;
    }

    private static CardinalityReport Ask(
        TimeSeriesStore store, string? label = null, params IReadOnlyList<LabelMatcher>[] anyOf) =>
        store.Cardinality(
            new CardinalityQuery { AnyOf = anyOf, Label = label, Limit = 10 }, CancellationToken.None);
}
