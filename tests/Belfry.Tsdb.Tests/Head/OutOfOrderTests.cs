using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Tsdb.Tests.Head;

/// <summary>Samples that come behind newer ones, with and without a window for them.</summary>
public sealed class OutOfOrderTests
{
    private const int RangeMs = 1000;

    private static readonly Labels Series = StoreFixture.Series("__name__=m,job=j");

    private static readonly StoreOptions Windowed = StoreFixture.Manual with
    {
        BlockRange = TimeSpan.FromMilliseconds(RangeMs),
        SamplesPerChunkMax = 5,
        OutOfOrderWindow = TimeSpan.FromMilliseconds(5000),
    };

    [Fact]
    public void Without_a_window_a_sample_behind_the_newest_is_refused()
    {
        using var store = StoreFixture.Open(new MemoryDirectory());
        store.Write(Series, 2000, 1);

        Assert.Equal(AppendOutcome.OutOfOrder, store.Write(Series, 1000, 1));
    }

    [Fact]
    public void Within_the_window_a_sample_behind_the_newest_is_stored_and_before_it_is_too_old()
    {
        using var store = StoreFixture.Open(new MemoryDirectory(), Windowed);
        store.Write(Series, 10_000, 1);

        Assert.Equal(AppendOutcome.Appended, store.Write(Series, 5000, 2));
        Assert.Equal(AppendOutcome.TooOld, store.Write(Series, 4999, 3));
        Assert.Equal([$"{Series} 5000:2 10000:1"], store.Dump());
    }

    [Fact]
    public void The_first_of_two_samples_of_one_time_stays()
    {
        using var store = StoreFixture.Open(new MemoryDirectory(), Windowed);
        store.Write(Series, 10_000, 1);
        store.Write(Series, 9000, 2);
        store.Write(Series, 9000, 3);

        Assert.Equal([$"{Series} 9000:2 10000:1"], store.Dump());
    }

    [Fact]
    public void A_late_sample_gives_way_to_the_one_in_a_block_even_when_the_clock_was_set_back()
    {
        var directory = new MemoryDirectory();
        var clock = new ManualClock();
        using var store = TimeSeriesStore.Open(directory, Windowed, clock, NullLogger.Instance);
        store.Write(Series, 1500, 1);
        store.Write(Series, 4000, 2);
        store.RunMaintenance(CancellationToken.None);
        clock.Jump(clock.GetUtcNow() - TimeSpan.FromDays(1));
        store.Write(Series, 1200, 3);
        store.Write(Series, 1500, 4);

        var name = store.Snapshot(skipHead: false);
        using var copy = StoreFixture.Open(directory.Subdirectory("snapshots").Subdirectory(name), Windowed);

        string[] expected = [$"{Series} 1200:3 1500:1 4000:2"];
        Assert.Equal(expected, store.Dump());
        Assert.Equal(expected, copy.Dump());
    }

    [Fact]
    public void Samples_in_any_order_read_as_if_sorted()
    {
        var seed = new Seed(71);
        var random = new Random(seed.Value);
        var directory = new MemoryDirectory();
        var store = StoreFixture.Open(directory, Windowed with { OutOfOrderWindow = TimeSpan.FromHours(1) });
        var expected = new SortedDictionary<long, double>();
        for (var step = 0; step < 400; step++)
        {
            var (time, value) = (50_000L + random.Next(8 * RangeMs), (double)random.Next(100));
            if (expected.TryAdd(time, value))
            {
                Assert.Equal(AppendOutcome.Appended, store.Write(Series, time, value));
            }

            if (random.Next(20) == 0)
            {
                store.RunMaintenance(CancellationToken.None);
            }

            if (random.Next(40) == 0)
            {
                store.Dispose();
                store = StoreFixture.Open(directory, Windowed with { OutOfOrderWindow = TimeSpan.FromHours(1) });
            }
        }

        var line = $"{Series} " + string.Join(' ', expected.Select(s => $"{s.Key}:{StoreFixture.Text(s.Value)}"));
        Assert.True(line == store.Dump().Single(), seed.ToString());
        store.Dispose();
    }

    [Fact]
    public void A_late_sample_moves_to_a_block_and_the_head_lets_go_of_it()
    {
        var directory = new MemoryDirectory();
        using (var store = StoreFixture.Open(directory, Windowed))
        {
            store.Write(Series, 1100, 1);
            store.Write(Series, 3900, 2);
            store.RunMaintenance(CancellationToken.None);
            Assert.Equal(AppendOutcome.Appended, store.Write(Series, 1050, 3));
            store.Write(Series, 5900, 4);
            store.RunMaintenance(CancellationToken.None);
            store.RunMaintenance(CancellationToken.None);

            Assert.Equal([$"{Series} 1050:3 1100:1 3900:2 5900:4"], store.Dump());
        }

        // What is still in the head would be lost with its journal.
        var journal = directory.Subdirectory("journal");
        foreach (var name in journal.Files())
        {
            journal.Delete(name);
        }

        using var reopened = StoreFixture.Open(directory, Windowed);
        Assert.Contains("1050:3", reopened.Dump().Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, AppendOutcome.OutOfOrder)]
    [InlineData(5000, AppendOutcome.Appended)]
    public void A_deleted_sample_that_comes_again_is_stored_or_refused(int windowMs, AppendOutcome expected)
    {
        var options = Windowed with { OutOfOrderWindow = TimeSpan.FromMilliseconds(windowMs) };
        using var store = StoreFixture.Open(new MemoryDirectory(), options);
        store.Write(Series, 1000, 1);
        store.Delete([StoreFixture.Matcher("job=j")], new TimestampMs(1000), new TimestampMs(1000));

        Assert.Equal(expected, store.Write(Series, 1000, 1));
        Assert.Equal(windowMs > 0 ? [$"{Series} 1000:1"] : [], store.Dump());
    }

    [Fact]
    public void A_deleted_late_sample_does_not_come_back()
    {
        var directory = new MemoryDirectory();
        using (var store = StoreFixture.Open(directory, Windowed))
        {
            store.Write(Series, 1100, 1);
            store.Write(Series, 3900, 2);
            store.RunMaintenance(CancellationToken.None);
            store.Write(Series, 1050, 3);
            store.Delete([StoreFixture.Matcher("job=j")], new TimestampMs(1000), new TimestampMs(1060));

            Assert.Equal([$"{Series} 1100:1 3900:2"], store.Dump());
        }

        using var reopened = StoreFixture.Open(directory, Windowed);
        Assert.Equal([$"{Series} 1100:1 3900:2"], reopened.Dump());
    }
}
