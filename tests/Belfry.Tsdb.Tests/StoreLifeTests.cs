using Belfry.Model;
using Belfry.Model.Metrics;
using Belfry.Platform.Disk;
using Belfry.Storage.Contracts;
using Belfry.Testing.Disk;
using Belfry.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Tsdb.Tests;

public sealed class StoreLifeTests
{
    private static readonly Labels Up = StoreFixture.Series("__name__=up");

    [Fact]
    public void A_start_deletes_snapshots_that_a_crash_left_half_written()
    {
        var disk = new MemoryDirectory();
        using (var store = StoreFixture.Open(disk))
        {
            store.Write(StoreFixture.Series("__name__=up"), 1000, 1);
            store.Snapshot(skipHead: false);
        }

        var snapshots = disk.Subdirectory("snapshots");
        var whole = snapshots.Directories();
        snapshots.Subdirectory("20240229T010203Z-1.tmp").Subdirectory("blocks");
        using var again = StoreFixture.Open(disk);

        Assert.Equal(whole, snapshots.Directories());
    }

    [Fact]
    public void A_folder_of_a_later_version_is_refused_and_not_touched()
    {
        var disk = new MemoryDirectory();
        StoreFixture.Open(disk).Dispose();
        disk.Overwrite("format.json", System.Text.Encoding.ASCII.GetBytes("{\"format\":\"belfry\",\"version\":2}\n"));
        disk.Subdirectory("blocks").Subdirectory("01HQTHAMASWYBSRX0P4TQ6AZS3.tmp");
        var before = disk.Files();

        var failure = Assert.Throws<StorageFailureException>(() => StoreFixture.Open(disk));

        Assert.Contains(
            "has format version 2, this program knows versions up to 1", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, disk.Files());
        Assert.Single(disk.Subdirectory("blocks").Directories());
        using var lockIsFree = disk.TryLock("lock");
        Assert.NotNull(lockIsFree);
    }

    [Fact]
    public async Task The_loops_cut_blocks_and_sync_on_the_clock_and_end_with_the_store()
    {
        var disk = new MemoryDirectory();
        var clock = new ManualClock();
        var store = TimeSeriesStore.Open(
            disk, new StoreOptions { BlockRange = TimeSpan.FromSeconds(1) }, clock, NullLogger.Instance);
        for (var time = 0; time <= 1600; time += 100)
        {
            store.Write(Up, time, time);
        }

        // The loop's thread may need a while to get to its next wait, so the clock goes on until it has.
        for (var round = 0; round < 2000 && disk.Subdirectory("blocks").Directories().Count == 0; round++)
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await store.DisposeAsync();
        await store.DisposeAsync();
        Assert.Single(disk.Subdirectory("blocks").Directories());
    }

    [Fact]
    public void The_metrics_have_Prometheuss_names_and_count()
    {
        var disk = new MemoryDirectory();
        var options = StoreFixture.Manual with { BlockRange = TimeSpan.FromMilliseconds(1000) };
        using var store = StoreFixture.Open(disk, options);
        for (var time = 0; time <= 1600; time += 100)
        {
            store.Write(Up, time, time);
        }

        store.Write(Up, 1600, 7);
        store.Write(Up, 1500, 7);
        store.RunMaintenance(CancellationToken.None);
        store.Write(StoreFixture.Series("a=b"), 10, 1);
        var metrics = new Metrics();
        store.WriteMetrics(metrics);

        Assert.Equal(17, metrics.Values["prometheus_tsdb_head_samples_appended_total{type=float}"]);
        Assert.Equal(2, metrics.Values["prometheus_tsdb_head_series_created_total"]);
        Assert.Equal(1, metrics.Values["prometheus_tsdb_out_of_order_samples_total{type=float}"]);
        Assert.Equal(1, metrics.Values["prometheus_tsdb_out_of_bound_samples_total{type=float}"]);
        Assert.Equal(1, metrics.Values["prometheus_tsdb_blocks_loaded"]);
        Assert.Equal(1, metrics.Values["prometheus_tsdb_compactions_total"]);
        Assert.Equal(1, metrics.Values["prometheus_tsdb_head_chunks"]);
        Assert.Equal(1000, metrics.Values["prometheus_tsdb_head_min_time"]);
        Assert.Equal(1600, metrics.Values["prometheus_tsdb_head_max_time"]);
        Assert.Equal(0, metrics.Values["prometheus_tsdb_lowest_timestamp"]);
        Assert.Equal(1, metrics.Values["prometheus_tsdb_clean_start"]);
        Assert.True(metrics.Values["prometheus_tsdb_storage_blocks_bytes"] > 100);
        Assert.True(metrics.Values["prometheus_tsdb_wal_segment_current"] >= 2);
    }

    [Fact]
    public void Whether_the_last_stop_was_clean_is_known()
    {
        var disk = new MemoryDirectory();
        using var first = StoreFixture.Open(disk);
        first.Write(Up, 1, 1);
        using var killed = StoreFixture.Open(disk.ProcessClone());
        Assert.Equal(0, Clean(killed));
        first.Dispose();
        using var stopped = StoreFixture.Open(disk);
        Assert.Equal(1, Clean(stopped));

        static double Clean(TimeSeriesStore store)
        {
            var metrics = new Metrics();
            store.WriteMetrics(metrics);
            return metrics.Values["prometheus_tsdb_clean_start"];
        }
    }

    [Fact]
    public void The_real_disk_works_like_the_one_in_memory()
    {
        var path = Path.Combine(Path.GetTempPath(), "belfry-" + Path.GetRandomFileName());
        var options = StoreFixture.Manual with { BlockRange = TimeSpan.FromMilliseconds(1000) };
        try
        {
            List<string> before;
            using (var store = StoreFixture.Open(DiskDirectory.OpenOrCreate(path), options))
            {
                for (var time = 0; time <= 12_000; time += 100)
                {
                    store.Write(Up, time, time);
                }

                before = store.Dump();
                store.RunMaintenance(CancellationToken.None);
                Assert.Equal(before, store.Dump());
                store.Delete([StoreFixture.Matcher("__name__=up")], new TimestampMs(0), new TimestampMs(99));
                store.CleanTombstones();
                Assert.NotEmpty(store.Snapshot(skipHead: false));
                Assert.Throws<StorageFailureException>(
                    () => StoreFixture.Open(DiskDirectory.OpenOrCreate(path), options));
            }

            using var again = StoreFixture.Open(DiskDirectory.OpenOrCreate(path), options);
            Assert.Equal(before[0].Replace(" 0:0 ", " ", StringComparison.Ordinal), again.Dump()[0]);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private sealed class Metrics : IMetricFamilyWriter
    {
        private string family = "";

        internal Dictionary<string, double> Values { get; } = [];

        public void BeginFamily(string name, MetricType type, string help)
        {
            Assert.NotEmpty(help);
            Assert.Equal(type == MetricType.Counter, name.EndsWith("_total", StringComparison.Ordinal));
            family = name;
        }

        public void WriteSample(string suffix, ReadOnlySpan<KeyValuePair<string, string>> labels, double value)
        {
            var text = string.Join(',', labels.ToArray().Select(label => $"{label.Key}={label.Value}"));
            Values.Add(family + suffix + (text.Length == 0 ? "" : "{" + text + "}"), value);
        }
    }
}
