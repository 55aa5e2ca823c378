using Belfry.Model.Metrics;
using Belfry.Testing.Disk;
using Belfry.Testing.Metrics;
using Belfry.Tsdb.Tiers;
using Xunit;

namespace Belfry.Tsdb.Tests.Compaction;

public sealed class RetentionTests
{
    private static readonly StoreOptions Short = StoreFixture.Manual with
    {
        BlockRange = TimeSpan.FromMilliseconds(1000),
    };

    [Fact]
    public void The_oldest_blocks_go_when_blocks_and_journal_are_larger_than_the_limit()
    {
        using var store = StoreFixture.Open(new MemoryDirectory(), Short);
        Fill(store, 0, 20_000);
        store.RunMaintenance(CancellationToken.None);
        var before = Blocks(store);
        var size = Value(store, "prometheus_tsdb_storage_blocks_bytes");
        var journal = Value(store, "prometheus_tsdb_wal_storage_size_bytes");

        store.ApplyRetention(new RetentionLimits { SizeBytes = (long)(size + journal) });
        store.RunMaintenance(CancellationToken.None);
        Assert.Equal(before, Blocks(store));
        Assert.Equal(0, Value(store, "prometheus_tsdb_size_retentions_total"));

        store.ApplyRetention(new RetentionLimits { SizeBytes = (long)(size + journal) - 1 });
        store.RunMaintenance(CancellationToken.None);

        Assert.Equal(before - 1, Blocks(store));
        Assert.Equal(1, Value(store, "prometheus_tsdb_size_retentions_total"));
        var first = store.Dump()[0].Split(' ')[1];
        Assert.NotEqual("0:0", first);
        Assert.EndsWith("20000:20000", store.Dump()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_below_the_journal_drops_every_block_and_no_sample_of_the_head()
    {
        using var store = StoreFixture.Open(new MemoryDirectory(), Short with { RetentionSizeBytes = 1 });
        Fill(store, 0, 5_000);
        store.RunMaintenance(CancellationToken.None);

        Assert.Equal(0, Blocks(store));
        Assert.Equal("{__name__=\"up\"} 4000:4000", store.Dump()[0][..25]);
    }

    [Fact]
    public void A_limit_on_time_counts_once_for_all_blocks_that_went()
    {
        using var store = StoreFixture.Open(new MemoryDirectory(), Short);
        Fill(store, 0, 9_000);
        store.RunMaintenance(CancellationToken.None);
        Fill(store, 20_000, 22_000);
        store.ApplyRetention(new RetentionLimits { Time = TimeSpan.FromMilliseconds(2500) });
        store.RunMaintenance(CancellationToken.None);

        Assert.Equal(1, Value(store, "prometheus_tsdb_time_retentions_total"));
        Assert.StartsWith("{__name__=\"up\"} 20000:", store.Dump()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_of_tiers_count_for_the_limit()
    {
        var options = Short with { Tiers = [new TierOptions(TimeSpan.FromMilliseconds(100), null)] };
        using var store = StoreFixture.Open(new MemoryDirectory(), options);
        Fill(store, 0, 50_000);
        store.RunMaintenance(CancellationToken.None);
        var before = Blocks(store);
        var raw = Value(store, "prometheus_tsdb_storage_blocks_bytes");
        var journal = Value(store, "prometheus_tsdb_wal_storage_size_bytes");

        store.ApplyRetention(new RetentionLimits { SizeBytes = (long)(raw + journal) });
        store.RunMaintenance(CancellationToken.None);

        Assert.InRange(Blocks(store), 0, before - 1);
    }

    [Theory]
    [InlineData(null, 4)]
    [InlineData(3000, 8)]
    [InlineData(1000, 20)]
    public void Blocks_are_merged_to_the_longest_span_and_no_further(int? longestMs, int blocks)
    {
        using var store = StoreFixture.Open(new MemoryDirectory(), Short with
        {
            BlockRangeMax = longestMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null,
        });
        Fill(store, 0, 21_000);
        store.RunMaintenance(CancellationToken.None);

        Assert.Equal(blocks, Blocks(store));
    }

    [Fact]
    public void The_limits_are_shown_as_metrics()
    {
        using var store = StoreFixture.Open(new MemoryDirectory(), Short);
        Assert.Equal(0, Value(store, "prometheus_tsdb_retention_limit_bytes"));
        Assert.Equal(0, Value(store, "prometheus_tsdb_retention_limit_seconds"));

        store.ApplyRetention(
            new RetentionLimits { Time = TimeSpan.FromHours(1), SizeBytes = 4096, DiskPercentage = 7.5 });

        Assert.Equal(4096, Value(store, "prometheus_tsdb_retention_limit_bytes"));
        Assert.Equal(3600, Value(store, "prometheus_tsdb_retention_limit_seconds"));
        Assert.Equal(7.5, Value(store, "prometheus_tsdb_retention_limit_percentage"));
    }

    private static void Fill(TimeSeriesStore store, long fromMs, long throughMs)
    {
        for (var time = fromMs; time <= throughMs; time += 100)
        {
            store.Write(StoreFixture.Series("__name__=up"), time, time);
        }
    }

    private static double Blocks(TimeSeriesStore store) => Value(store, "prometheus_tsdb_blocks_loaded");

    private static double Value(IMetricSource store, string name) => CollectedMetrics.Of(store)[name];
}
