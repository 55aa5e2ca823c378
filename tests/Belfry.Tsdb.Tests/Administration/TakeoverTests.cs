using Belfry.Platform.Disk;
using Belfry.Storage.Contracts;
using Belfry.Testing.Disk;
using Belfry.Testing.Time;
using Belfry.Tsdb.Administration.Backfill;
using Belfry.Tsdb.Administration.Takeover;
using Xunit;

namespace Belfry.Tsdb.Tests.Administration;

public sealed class TakeoverTests
{
    private const string BlockName = "01HQTHAMASWYBSRX0P4TQ6AZS3";

    [Fact]
    public void A_folder_of_Prometheus_becomes_ours_and_its_files_stay_aside()
    {
        var disk = Prometheus();
        var before = VerificationTests.Contents(disk);
        Assert.True(PrometheusTakeover.IsDue(disk));

        Run(disk);

        Assert.False(PrometheusTakeover.IsDue(disk));
        Assert.Equal(before, VerificationTests.Contents(disk.Subdirectory("prometheus-original")));
        Assert.Equal(["blocks", "prometheus-original"], disk.Directories());
        using var store = StoreFixture.Open(disk);
        Assert.Equal(["{__name__=\"up\"} 1000:1"], store.Dump());
    }

    [Fact]
    public void Folders_of_others_are_not_taken_over()
    {
        var empty = new MemoryDirectory();
        Assert.False(PrometheusTakeover.IsDue(empty));
        var own = VerificationTests.Filled();
        own.Subdirectory("wal");
        Assert.False(PrometheusTakeover.IsDue(own));
        var block = new MemoryDirectory();
        block.Subdirectory(BlockName).Create("meta.json").Dispose();
        Assert.True(PrometheusTakeover.IsDue(block));
    }

    [Fact]
    public void A_crash_at_any_point_loses_nothing_and_the_next_start_goes_on()
    {
        var counted = Prometheus();
        Run(counted);
        var operations = counted.Faults.OperationCount;
        var expected = VerificationTests.Contents(Prometheus());
        Assert.InRange(operations, 30, 2000);
        for (var operation = 1; operation <= operations; operation++)
        {
            var disk = Prometheus();
            disk.Faults.FailNth(DiskOperation.Any, operation, times: int.MaxValue);
            Record.Exception(() => Run(disk));
            var crashed = disk.CrashClone(operation);

            if (PrometheusTakeover.IsDue(crashed))
            {
                Run(crashed);
            }

            Assert.Equal(expected, VerificationTests.Contents(crashed.Subdirectory("prometheus-original")));
            Assert.Equal(["blocks", "prometheus-original"], crashed.Directories());
            using var store = StoreFixture.Open(crashed);
            Assert.Equal(["{__name__=\"up\"} 1000:1"], store.Dump());
        }
    }

    [Fact]
    public void A_Prometheus_that_runs_keeps_its_folder()
    {
        var disk = Prometheus();
        using var running = disk.TryLock("lock");

        var failure = Assert.Throws<StorageFailureException>(() => Run(disk));

        Assert.Contains("stop Prometheus before", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("prometheus-import", disk.Directories());
    }

    [Fact]
    public void An_import_that_fails_leaves_the_files_where_they_were()
    {
        var disk = Prometheus();
        var before = VerificationTests.Contents(disk);

        Assert.Throws<StorageFailureException>(() => PrometheusTakeover.Run(
            disk,
            (_, _) => throw new StorageFailureException("the import failed", "wal", 7, "see"),
            _ => { },
            CancellationToken.None));

        disk.DeleteDirectory("prometheus-import");
        disk.Delete("lock");
        Assert.Equal(before, VerificationTests.Contents(disk));
        Assert.True(PrometheusTakeover.IsDue(disk));
    }

    private static MemoryDirectory Prometheus()
    {
        var disk = new MemoryDirectory();
        Write(disk.Subdirectory("wal"), "00000000", "log");
        Write(disk.Subdirectory("chunks_head"), "000001", "chunks");
        Write(disk.Subdirectory(BlockName), "meta.json", "{}");
        Write(disk, "queries.active", "");
        disk.Sync();
        return disk;
    }

    private static void Write(StoreDirectory folder, string name, string text)
    {
        using (var file = folder.Create(name))
        {
            file.Write(0, System.Text.Encoding.UTF8.GetBytes(text));
            file.Sync();
        }

        folder.Sync();
    }

    // Stands for the import: one block with one sample.
    private static void Run(MemoryDirectory disk) => PrometheusTakeover.Run(
        disk,
        (from, to) =>
        {
            Assert.Contains("wal", from.Directories());
            var text = new MemoryDirectory();
            Write(text, "text", "up 1 1\n# EOF\n");
            using var file = text.Map("text");
            OpenMetricsBackfill.Run(
                file,
                to,
                new BackfillOptions(),
                new ManualClock(),
                new Random(1),
                (_, _) => { },
                CancellationToken.None);
        },
        _ => { },
        CancellationToken.None);
}
