using Belfry.Model;
using Belfry.Storage.Blocks;
using Belfry.Testing.Disk;
using Xunit;

namespace Belfry.Tsdb.Tests.Faults;

/// <summary>
/// Blocks A and B were merged into M, and M with others into N. N says that it replaces M; nothing said any more that
/// it
/// replaces A. When A's folder was still there, because it could not be deleted or a slow reader held it, the next
/// start
/// took it for a block of its own, and samples that had been deleted from M were back.
/// </summary>
public sealed class ReplacedBlockTests
{
    private static readonly Labels Up = StoreFixture.Series("__name__=up");
    private static readonly StoreOptions Short =
        StoreFixture.Manual with { BlockRange = TimeSpan.FromMilliseconds(1000) };

    [Fact]
    public void One_whose_folder_sticks_does_not_bring_deleted_samples_back()
    {
        var disk = new MemoryDirectory();
        using var store = StoreFixture.Open(disk, Short);
        string? stuck = null;
        disk.Faults.FailWhen = (operation, name) =>
            operation is DiskOperation.Rename or DiskOperation.Delete
            && BlockId.TryParse(name, out _)
            && (stuck ??= name) == name;
        Fill(store, 0, 7_000);
        TryDelete(store);
        Fill(store, 7_000, 40_000);

        Assert.NotNull(stuck);
        var before = store.Dump();
        using var again = StoreFixture.Open(disk.ProcessClone(), Short);
        Assert.Equal(before, again.Dump());
    }

    [Fact]
    public void One_that_a_reader_holds_does_not_bring_deleted_samples_back()
    {
        var disk = new MemoryDirectory();
        using var store = StoreFixture.Open(disk, Short);
        Fill(store, 0, 3_600);
        using var reader = store.Open(TimestampMs.MinValue, TimestampMs.MaxValue);
        var held = reader.Select([], CancellationToken.None);
        Fill(store, 3_600, 7_000);
        store.Delete([StoreFixture.Matcher("__name__=up")], new TimestampMs(100), new TimestampMs(900));
        Fill(store, 7_000, 40_000, step: 10_000);

        Assert.Single(held);
        var before = store.Dump();
        using var again = StoreFixture.Open(disk.ProcessClone(), Short);
        Assert.Equal(before, again.Dump());
    }

    private static void TryDelete(TimeSeriesStore store)
    {
        try
        {
            store.Delete([StoreFixture.Matcher("__name__=up")], new TimestampMs(100), new TimestampMs(900));
        }
        catch (Storage.Contracts.StorageFailureException)
        {
            // Refusing is right as well: then nothing is deleted.
        }
    }

    private static void Fill(TimeSeriesStore store, int from, int end, int step = 1000)
    {
        for (var time = from; time < end; time += 100)
        {
            store.Write(Up, time, time);
            if (time % step == 0)
            {
                store.RunMaintenance(CancellationToken.None);
            }
        }

        store.RunMaintenance(CancellationToken.None);
    }
}
