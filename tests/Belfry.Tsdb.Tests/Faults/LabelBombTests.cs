using System.Globalization;
using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Testing.Disk;
using Belfry.Testing.Metrics;
using Xunit;

namespace Belfry.Tsdb.Tests.Faults;

/// <summary>Senders that invent labels without end, or without measure.</summary>
public sealed class LabelBombTests
{
    [Fact]
    public void A_million_values_of_one_label_are_refused_behind_the_limit_and_counted()
    {
        const int Limit = 1_000;
        const int Count = 1_000_000;
        using var store = StoreFixture.Open(
            new MemoryDirectory(), StoreFixture.Manual with { HeadSeriesMax = Limit });
        using var appender = store.Appender();
        var builder = new LabelsBuilder();
        var refused = 0;
        for (var number = 0; number < Count; number++)
        {
            builder.Clear();
            builder.Set("__name__", "bomb");
            builder.Set("id", number.ToString(CultureInfo.InvariantCulture));
            refused += appender.Resolve(builder.ToLabels()).IsNone ? 1 : 0;
        }

        Assert.Equal(Count - Limit, refused);
        Assert.Equal(Count - Limit, CollectedMetrics.Of(store)["belfry_tsdb_head_series_refused_total"]);
        Assert.Equal(Limit, store.Statistics(1).SeriesCount);

        // Those that were there before go on.
        var known = appender.Resolve(StoreFixture.Series("__name__=bomb,id=7"));
        Assert.Equal(AppendOutcome.Appended, appender.Append(known, new TimestampMs(1), 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60_000)]
    [InlineData(65_600)]
    [InlineData(1 << 20)]
    [InlineData(15 << 20)]
    [InlineData(17 << 20)]
    public void Labels_of_any_length_are_kept_or_refused_never_lost(int lengthBytes)
    {
        var disk = new MemoryDirectory();
        var bomb = Labels.From([("__name__", "bomb"), ("value", new string('x', lengthBytes))]);
        var small = StoreFixture.Series("__name__=small");
        bool isKept;
        using (var store = StoreFixture.Open(disk))
        {
            using var appender = store.Appender();
            var series = appender.Resolve(bomb);
            isKept = !series.IsNone && appender.Append(series, new TimestampMs(1), 1) == AppendOutcome.Appended;
            appender.Append(appender.Resolve(small), new TimestampMs(1), 2);
            appender.Commit();
            store.Write(small, 2, 3);
            Assert.Equal(isKept ? 2 : 1, store.Dump().Count);
        }

        using var again = StoreFixture.Open(disk);
        Assert.Equal(isKept ? 2 : 1, again.Dump().Count);
        Assert.Single(again.Dump("__name__=small"), "{__name__=\"small\"} 1:2 2:3");
        Assert.Equal(lengthBytes <= 60_000, isKept);
    }

    [Fact]
    public void One_value_more_of_a_label_than_is_allowed_is_refused_and_counted()
    {
        using var store = StoreFixture.Open(
            new MemoryDirectory(), StoreFixture.Manual with { ValuesPerLabelMax = 100 });
        using var appender = store.Appender();
        var refused = Enumerable.Range(0, 150).Count(number =>
            appender.Resolve(StoreFixture.Series($"__name__=bomb,id=v{number}")).IsNone);

        Assert.Equal(50, refused);
        Assert.Equal(50, CollectedMetrics.Of(store)["belfry_tsdb_head_series_refused_total"]);
        Assert.False(appender.Resolve(StoreFixture.Series("__name__=other,id=v7")).IsNone);
    }

    [Fact]
    public void A_thousand_labels_on_a_series_are_kept()
    {
        var disk = new MemoryDirectory();
        var labels = Labels.From(Enumerable.Range(0, 1000).Select(index => ($"name_{index:D4}", $"value {index}")));
        using (var store = StoreFixture.Open(disk))
        {
            store.Write(labels, 1, 1);
        }

        using var again = StoreFixture.Open(disk);
        Assert.Single(again.Dump("name_0999=value 999"));
    }
}
