using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Platform.Disk;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Testing.Time;
using Belfry.Tsdb.PrometheusFormat;
using Xunit;

namespace Belfry.Tsdb.Tests.PrometheusFormat;

public sealed class PrometheusTransferTests
{
    [Fact]
    public void An_imported_folder_answers_as_it_did()
    {
        var source = Source();
        var disk = new MemoryDirectory();
        var steps = new List<TransferProgress>();

        var report = Import(source, disk, steps.Add);

        Assert.Empty(report.Damages);
        Assert.Equal(4, report.BlockCount);
        Assert.Equal(report.SampleCount, steps[^1].SampleCount);
        using var store = StoreFixture.Open(disk);
        Assert.Equal(PrometheusFolder.Dump(source, out _), Dump(store));
        Assert.Equal(AppendOutcome.Appended, store.Write(StoreFixture.Series("n=0"), 20_000_000, 1));
    }

    [Fact]
    public void An_import_that_is_repeated_changes_nothing()
    {
        var source = Source();
        var disk = new MemoryDirectory();
        Import(source, disk);
        Import(source, disk);

        using var store = StoreFixture.Open(disk);
        Assert.Equal(PrometheusFolder.Dump(source, out _), Dump(store));
        store.RunMaintenance(CancellationToken.None);
        Assert.Equal(PrometheusFolder.Dump(source, out _), Dump(store));
    }

    [Fact]
    public void An_exported_store_is_read_as_it_was()
    {
        var disk = new MemoryDirectory();
        Import(Source(), disk);
        using var store = StoreFixture.Open(disk);
        var target = new MemoryDirectory();
        var steps = new List<TransferProgress>();

        var report = PrometheusExport.Run(
            store,
            new TimestampMs(5),
            new TimestampMs(15_000_000),
            TimeSpan.FromHours(1),
            target,
            new ManualClock(),
            new Random(1),
            steps.Add,
            CancellationToken.None);

        Assert.Equal([.. report.Blocks.Select(id => id.ToString()).Order(), "wal"], target.Directories());
        Assert.Equal(6, steps.Count);
        Assert.Equal(Dump(store, 5), PrometheusFolder.Dump(target, out var damages));
        Assert.Empty(damages);
    }

    [Fact]
    public void A_store_with_a_journal_or_in_use_is_not_imported_into()
    {
        var disk = new MemoryDirectory();
        using (var store = StoreFixture.Open(disk))
        {
            store.Write(StoreFixture.Series("own=x"), 1000, 1);
            Assert.Contains(
                "in use", Assert.Throws<StorageFailureException>(() => Import(Source(), disk)).Message, StringComparison.Ordinal);
        }

        var failure = Assert.Throws<StorageFailureException>(() => Import(Source(), disk));
        Assert.Contains("samples of its own", failure.Message, StringComparison.Ordinal);
        using var again = StoreFixture.Open(disk);
        Assert.Equal(["""{own="x"} 1000:1"""], Dump(again));
    }

    [Fact]
    public void A_cancelled_import_leaves_whole_blocks_only()
    {
        var source = Source();
        var disk = new MemoryDirectory();
        using var cancellation = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => PrometheusImport.Run(
            source,
            disk,
            new ManualClock(),
            new Random(1),
            step =>
            {
                if (step.BlockNumber == 3)
                {
                    cancellation.Cancel();
                }
            },
            cancellation.Token));

        Assert.Equal(2, disk.Subdirectory("blocks").Directories().Count);
        using var store = StoreFixture.Open(disk);
        Assert.Equal(2, store.Dump().Count(line => line.StartsWith("{n=", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_import_that_fails_at_any_operation_can_be_repeated()
    {
        var source = Source();
        foreach (var operation in new[] { DiskOperation.Create, DiskOperation.Write, DiskOperation.Sync, DiskOperation.Rename })
        {
            var disk = new MemoryDirectory();
            disk.Faults.FailNth(operation, 2);
            Assert.Throws<StorageFailureException>(() => Import(source, disk));

            Import(source, disk);
            using var store = StoreFixture.Open(disk);
            Assert.Equal(PrometheusFolder.Dump(source, out _), Dump(store));
        }
    }

    /// <summary>Two blocks that do not overlap, and a head over two ranges of two hours.</summary>
    private static MemoryDirectory Source()
    {
        var seed = new Seed(65);
        var source = new MemoryDirectory();
        source.WriteBlock(PrometheusFolder.Id(1), 0, 3_600_000, 2, 15_000);
        source.WriteBlock(PrometheusFolder.Id(2), 3_600_000, 7_200_000, 2, 15_000);
        var wal = new WalBytes().Add(WalBytes.Series((1, "n=0"), (2, "h=x")));
        for (var time = 7_200_000; time < 15_000_000; time += 60_000)
        {
            wal.Add(WalBytes.Samples((1, time, seed.Random.NextDouble())), WalBytes.Compression.Snappy);
            NativeHistogram histogram = time % 120_000 == 0 ? PrometheusFolder.Whole : PrometheusFolder.Custom;
            wal.Add(WalBytes.Histogram((byte)(histogram is IntegerHistogram ? 7 : 10), 2, time, histogram));
        }

        source.WriteSegment(0, wal);
        return source;
    }

    private static ImportReport Import(
        StoreDirectory source, StoreDirectory store, Action<TransferProgress>? progress = null) =>
        PrometheusImport.Run(source, store, new ManualClock(), new Random(), progress, CancellationToken.None);

    private static List<string> Dump(TimeSeriesStore store, long fromMs = long.MinValue)
    {
        using var reader = store.Open(new TimestampMs(fromMs), TimestampMs.MaxValue);
        using var columns = new SampleColumns();
        var lines = new List<string>();
        foreach (var series in reader.Select([], CancellationToken.None))
        {
            columns.Clear();
            series.Read(new TimestampMs(fromMs), TimestampMs.MaxValue, columns);
            lines.Add($"{series.Labels} {PrometheusFolder.Text(columns)}");
        }

        return lines;
    }
}
