using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Testing.Disk;
using Xunit;

namespace Belfry.Tsdb.Tests;

public sealed class TimeSeriesStoreTests
{
    private static readonly Labels Up = StoreFixture.Series("__name__=up,job=node");
    private static readonly Labels Down = StoreFixture.Series("__name__=up,job=web");

    [Fact]
    public void A_committed_batch_is_read_back_sorted_by_labels()
    {
        using var store = StoreFixture.Open(new MemoryDirectory());
        using (var appender = store.Appender())
        {
            Assert.Equal(AppendOutcome.Appended, appender.Append(Down, 1000, 1));
            Assert.Equal(AppendOutcome.Appended, appender.Append(Up, 1000, 2));
            Assert.Equal(AppendOutcome.Appended, appender.Append(Up, 2000, 3));
            Assert.Empty(store.Dump());
            appender.Commit();
        }

        Assert.Equal(
            ["{__name__=\"up\", job=\"node\"} 1000:2 2000:3", "{__name__=\"up\", job=\"web\"} 1000:1"],
            store.Dump());
        Assert.Equal(["{__name__=\"up\", job=\"node\"} 2000:3"], store.Dump(1500, 2000, "job=node"));
    }

    [Fact]
    public void A_batch_that_was_not_committed_is_never_seen()
    {
        var disk = new MemoryDirectory();
        using (var store = StoreFixture.Open(disk))
        {
            using (var appender = store.Appender())
            {
                appender.Append(Up, 1000, 1);
            }

            Assert.Empty(store.Dump());
            store.Write(Up, 500, 2);
        }

        using var again = StoreFixture.Open(disk);
        Assert.Equal(["{__name__=\"up\", job=\"node\"} 500:2"], again.Dump());
    }

    [Fact]
    public void Each_sample_gets_the_outcome_that_its_time_and_value_deserve()
    {
        using var store = StoreFixture.Open(new MemoryDirectory());
        Assert.Equal(AppendOutcome.Appended, store.Write(Up, 1000, 1));

        Assert.Equal(AppendOutcome.Appended, store.Write(Up, 1000, 1));
        Assert.Equal(AppendOutcome.DuplicateTimestamp, store.Write(Up, 1000, 2));
        Assert.Equal(AppendOutcome.OutOfOrder, store.Write(Up, 999, 1));
        Assert.Equal(AppendOutcome.UnknownSeries, store.Appender().Append(default, new TimestampMs(1), 1));

        using var appender = store.Appender();
        Assert.Equal(AppendOutcome.Appended, appender.Append(Up, 2000, double.NaN));
        Assert.Equal(AppendOutcome.Appended, appender.Append(Up, 2000, double.NaN));
        Assert.Equal(AppendOutcome.DuplicateTimestamp, appender.Append(Up, 2000, StaleMarker.Value));
        Assert.Equal(AppendOutcome.OutOfOrder, appender.Append(Up, 1999, 0));
        appender.Commit();
        Assert.Equal(["{__name__=\"up\", job=\"node\"} 1000:1 2000:NaN(fff8000000000000)"], store.Dump());
    }

    [Fact]
    public void Labels_that_are_empty_or_over_the_limit_resolve_to_nothing()
    {
        using var store = StoreFixture.Open(new MemoryDirectory(), StoreFixture.Manual with { HeadSeriesMax = 1 });
        using var appender = store.Appender();

        Assert.True(appender.Resolve(Labels.Empty).IsNone);
        Assert.False(appender.Resolve(Up).IsNone);
        Assert.Equal(appender.Resolve(Up), appender.Resolve(Up));
        Assert.True(appender.Resolve(Down).IsNone);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(119)]
    [InlineData(120)]
    [InlineData(121)]
    [InlineData(1000)]
    public void A_restart_brings_every_sample_back(int count)
    {
        var disk = new MemoryDirectory();
        List<string> before;
        using (var store = StoreFixture.Open(disk))
        {
            for (var index = 0; index < count; index++)
            {
                store.Write(index % 3 == 0 ? Up : Down, 1_700_000_000_000 + (index * 15_000L), index * 0.5);
            }

            before = store.Dump();
            Assert.Equal(count > 1 ? 2 : count, before.Count);
        }

        using var again = StoreFixture.Open(disk);
        Assert.Equal(before, again.Dump());
        Assert.Equal(AppendOutcome.Appended, again.Write(Up, 1_800_000_000_000, 1));
    }

    [Fact]
    public void A_killed_process_loses_no_commit()
    {
        var disk = new MemoryDirectory();
        using var store = StoreFixture.Open(disk);
        for (var index = 0; index < 50; index++)
        {
            store.Write(Up, index, index);

            using var survivor = StoreFixture.Open(disk.ProcessClone());
            Assert.Equal(store.Dump(), survivor.Dump());
        }
    }

    [Fact]
    public void A_second_process_is_refused_with_a_clear_message()
    {
        var disk = new MemoryDirectory();
        using var store = StoreFixture.Open(disk);

        var failure = Assert.Throws<StorageFailureException>(() => StoreFixture.Open(disk));

        Assert.Contains("`/memory` is in use by another process", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_refuses_the_batch_and_the_store_goes_on_when_there_is_room()
    {
        var disk = new MemoryDirectory();
        using (var store = StoreFixture.Open(disk))
        {
            store.Write(Up, 1, 1);
            disk.Faults.FreeBytes = 5;

            var failure = Assert.Throws<StorageFailureException>(() => store.Write(Down, 2, 2));

            Assert.Contains("no space left on device", failure.Message, StringComparison.Ordinal);
            Assert.Single(store.Dump());
            disk.Faults.Clear();
            Assert.Equal(AppendOutcome.Appended, store.Write(Down, 2, 3));
            Assert.Equal(2, store.Dump().Count);
        }

        using var again = StoreFixture.Open(disk);
        Assert.Equal(2, again.Dump().Count);
        Assert.Equal("{__name__=\"up\", job=\"web\"} 2:3", again.Dump()[1]);
    }
}
