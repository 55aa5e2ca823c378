using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Storage.Journal;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Tsdb.Tiers;
using Xunit;

namespace Belfry.Tsdb.Tests.Tiers;

/// <summary>
/// A crash before each disk operation of building, renewing, merging and dropping tiers leaves the old state or the new
/// one: the answers are the same from both.
/// </summary>
public sealed class TierCrashTests
{
    private const long BlockMs = 24_000;

    private static readonly Labels Counter = StoreFixture.Series("__name__=c_total");

    private static readonly StoreOptions Options = StoreFixture.Manual with
    {
        BlockRange = TimeSpan.FromMilliseconds(BlockMs),
        Retention = TimeSpan.FromMilliseconds(12 * BlockMs),
        Seed = 9,
        JournalSync = JournalSync.EveryCommit,
        Tiers =
        [
            new TierOptions(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(60 * BlockMs)),
            new TierOptions(TimeSpan.FromSeconds(12), null),
        ],
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_crash_at_any_disk_operation_changes_no_answer(bool isPowerCut)
    {
        var seed = new Seed(75);
        var disk = new MemoryDirectory();
        var crashes = new List<(MemoryDirectory Disk, long ThroughMs, string Where)>();
        using (var store = StoreFixture.Open(disk, Options))
        {
            for (var block = 0L; block < 30; block++)
            {
                Append(store, block * BlockMs, (block + 1) * BlockMs);
                disk.Faults.OnOperation = (operation, name) => crashes.Add((
                    isPowerCut ? disk.CrashClone(seed.Value + crashes.Count) : disk.ProcessClone(),
                    (block + 1) * BlockMs,
                    $"{crashes.Count}: {operation} {name}"));
                store.RunMaintenance(CancellationToken.None);
                disk.Faults.OnOperation = null;
            }
        }

        Assert.True(crashes.Count > 300, $"only {crashes.Count} places");

        // Every operation is the same for each block: look at a seeded part of them, and at all of the last rounds.
        foreach (var (clone, throughMs, where) in crashes.Where((_, index) =>
            index % 7 == seed.Value % 7 || index > crashes.Count - 150))
        {
            using var store = StoreFixture.Open(clone, Options);
            Check(store, throughMs, $"{seed} {where}");
            store.RunMaintenance(CancellationToken.None);
            Check(store, throughMs, $"{seed} {where}, after a round");
        }
    }

    [Fact]
    public void A_failing_disk_operation_loses_nothing_and_the_next_round_makes_it_good()
    {
        var seed = new Seed(76);
        for (var nth = 1; nth < 120; nth += 1 + seed.Random.Next(4))
        {
            var disk = new MemoryDirectory();
            using var store = StoreFixture.Open(disk, Options);
            Append(store, 0, 20 * BlockMs);
            disk.Faults.FailNth(DiskOperation.Any, nth);
            store.RunMaintenance(CancellationToken.None);
            disk.Faults.Clear();
            Check(store, 20 * BlockMs, $"{seed} operation {nth}");
            store.RunMaintenance(CancellationToken.None);
            Check(store, 20 * BlockMs, $"{seed} operation {nth}, after a round");
        }
    }

    private static void Append(TimeSeriesStore store, long fromMs, long throughMs)
    {
        using var appender = store.Appender();
        var counter = appender.Resolve(Counter);
        for (var time = fromMs; time < throughMs; time += 1500)
        {
            appender.Append(counter, new TimestampMs(time), time);
        }

        appender.Commit();
    }

    private static void Check(ISeriesSource store, long throughMs, string where)
    {
        var answer = TierFixture.Ask(
            store, "sum_over_time(c_total[12s])", 12_000, throughMs - 1500, 12_000, TierFixture.Choice("12s"));
        var points = TierFixture.Points(answer);
        for (var end = 12_000L; end <= throughMs - 1500; end += 12_000)
        {
            var expected = Enumerable.Range(1, 8).Sum(back => (double)(end - 12_000 + (back * 1500)));
            Assert.True(
                points.TryGetValue((Labels.Empty, end), out var sum) && sum.Equals(expected),
                $"{where}: at {end} {sum} instead of {expected}; {string.Join(' ', answer.Infos)}");
        }
    }
}
