using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Storage.Journal;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Tsdb.Tests.Model;
using Xunit;

namespace Belfry.Tsdb.Tests.Crash;

/// <summary>
/// A scenario with everything in it, and a crash before each of its disk operations. What was acknowledged must be
/// there afterwards; what was never appended, or deleted and acknowledged as deleted, must not.
/// </summary>
public sealed class CrashTests
{
    private static readonly Labels[] AllSeries =
        [.. Enumerable.Range(0, 5).Select(index => StoreFixture.Series($"__name__=m{index},job=j{index % 2}"))];

    [Fact]
    public void A_power_cut_at_any_moment_loses_nothing_acknowledged_and_invents_nothing()
    {
        var seed = new Seed(31);
        Visit(JournalSync.EveryCommit, (disk, index) => disk.CrashClone(seed.Value + index), seed);
    }

    [Theory]
    [InlineData(JournalSync.SegmentEnd)]
    [InlineData(JournalSync.Interval)]
    [InlineData(JournalSync.EveryCommit)]
    public void A_killed_process_loses_nothing_acknowledged_whatever_the_sync(JournalSync sync) =>
        Visit(sync, (disk, _) => disk.ProcessClone(), new Seed(32));

    [Fact]
    public void With_sync_now_and_then_a_power_cut_may_lose_the_end_but_invents_nothing()
    {
        var seed = new Seed(33);
        Visit(JournalSync.Interval, (disk, index) => disk.CrashClone(seed.Value + index), seed, mayLose: true);
    }

    private static void Visit(
        JournalSync sync, Func<MemoryDirectory, int, MemoryDirectory> crash, Seed seed, bool mayLose = false)
    {
        var scenario = new Scenario(sync, seed.Value);
        var crashes = new List<(MemoryDirectory Disk, HashSet<string> Must, HashSet<string> May, string Where)>();
        scenario.Disk.Faults.OnOperation = (operation, name) => crashes.Add(
            (crash(scenario.Disk, crashes.Count), scenario.Must, scenario.May, $"{crashes.Count}: {operation} {name}"));
        scenario.Run();
        scenario.Disk.Faults.OnOperation = null;

        Assert.True(crashes.Count > 150, $"only {crashes.Count} places");
        foreach (var (disk, must, may, where) in crashes)
        {
            using var store = StoreFixture.Open(disk, scenario.Options);
            var found = ModelStore.SamplesOf(store.Dump());

            Assert.True(mayLose || must.IsSubsetOf(found), $"{seed} lost at {where}: {First(must.Except(found))}");
            Assert.True(found.IsSubsetOf(may), $"{seed} invented at {where}: {First(found.Except(may))}");
            Assert.Equal(AppendOutcome.Appended, store.Write(AllSeries[0], 1_000_000, 1));
        }
    }

    private static string First(IEnumerable<string> samples) => string.Join(", ", samples.Take(5));

    private sealed class Scenario(JournalSync sync, int seed)
    {
        private readonly Random random = new(seed);
        private readonly ModelStore model = new();
        private long nowMs = 100_000;

        internal MemoryDirectory Disk { get; } = new();

        // What an open store must have now, and what it may have: they differ while an operation is under way.
        internal HashSet<string> Must { get; private set; } = [];

        internal HashSet<string> May { get; private set; } = [];

        internal StoreOptions Options { get; } = StoreFixture.Manual with
        {
            BlockRange = TimeSpan.FromMilliseconds(1000),
            SamplesPerChunkMax = 10,
            JournalSync = sync,
            JournalSegmentSizeBytesMax = 2048,
            Seed = 5,
        };

        internal void Run()
        {
            for (var restart = 0; restart < 3; restart++)
            {
                using var store = StoreFixture.Open(Disk, Options);
                for (var round = 0; round < 8; round++)
                {
                    Append(store);
                    if (round % 3 == 2)
                    {
                        store.RunMaintenance(CancellationToken.None);
                    }

                    if (round == 4)
                    {
                        Delete(store);
                    }

                    if (round == 6)
                    {
                        store.CleanTombstones();
                    }
                }
            }
        }

        private void Append(TimeSeriesStore store)
        {
            using var appender = store.Appender();
            var after = model.Clone();
            for (var count = 0; count < 40; count++)
            {
                nowMs += random.Next(40);
                var labels = AllSeries[random.Next(AllSeries.Length)];
                if (appender.Append(labels, nowMs, count) == AppendOutcome.Appended)
                {
                    after.Add(labels, nowMs, count);
                }
            }

            May = after.Samples();
            appender.Commit();
            Must = May;
            Take(after);
        }

        private void Delete(TimeSeriesStore store)
        {
            var from = nowMs - 2500;
            var through = nowMs - 300;
            var matcher = StoreFixture.Matcher("job=j1");
            model.Delete(matcher, from, through);
            Must = model.Samples();
            store.Delete([matcher], new TimestampMs(from), new TimestampMs(through));
            May = Must;
        }

        private void Take(ModelStore after)
        {
            foreach (var labels in AllSeries)
            {
                foreach (var (time, value) in after.SamplesOfSeries(labels))
                {
                    model.Add(labels, time, value);
                }
            }
        }
    }
}
