using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Storage.Journal;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Xunit;

namespace Belfry.Tsdb.Tests.Model;

/// <summary>
/// The store against the naive one, under random operations. Long form, from the repository's root:
/// <c>BELFRY_LONG=2000 BELFRY_SEED=1 artifacts/bin/Belfry.Tsdb.Tests/debug/Belfry.Tsdb.Tests -class "*ModelTests"</c>
/// runs that many histories, the first from the seed.
/// </summary>
public sealed class ModelTests
{
    private const int RangeMs = 1000;

    private static readonly Labels[] AllSeries =
    [
        .. Enumerable.Range(0, 12).Select(index => StoreFixture.Series(
            $"__name__=m{index % 3},instance=i{index},job=j{index % 4}")),
        StoreFixture.Series("__name__=lonely"),
        StoreFixture.Series("job=nameless,zone=a"),
    ];

    private static readonly string[][] Selections =
    [
        [], ["__name__=m1"], ["job=~j1|j2"], ["job!=j1"], ["zone="], ["zone!="], ["instance=~i.*", "job!~j[13]"],
        ["instance=~.*", "__name__!=m0"], ["__name__=m1", "zone="], ["nothing=x"],
    ];

    private static int Histories => int.TryParse(
        Environment.GetEnvironmentVariable("BELFRY_LONG"), out var count) ? count : 10;

    [Theory]
    [InlineData(JournalSync.Interval)]
    [InlineData(JournalSync.EveryCommit)]
    public void Random_histories_leave_what_the_naive_store_has(JournalSync sync)
    {
        var first = new Seed(1000).Value;
        for (var history = 0; history < Histories; history++)
        {
            new History(first + history, sync).Run(120);
        }
    }

    private sealed class History(int seed, JournalSync sync)
    {
        private readonly Random random = new(seed);
        private readonly List<string> operations = [];
        private MemoryDirectory disk = new();
        private ModelStore model = new();
        private TimeSeriesStore store = null!;
        private long nowMs = 5_000_000;
        private bool hasDeleted;

        internal void Run(int count)
        {
            try
            {
                Open();
                for (var index = 0; index < count; index++)
                {
                    Step();
                    Compare(everything: true);
                }

                Compare(everything: true);
                Reopen(disk);
                Compare(everything: true);
                store.Dispose();
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(
                    $"BELFRY_SEED={seed} {sync}: {failure.Message}\n{string.Join('\n', operations.TakeLast(25))}",
                    failure);
            }
        }

        private void Step()
        {
            var dice = random.Next(100);
            operations.Add($"{operations.Count}: dice {dice}, now {nowMs}");
            switch (dice)
            {
                case < 55: Append(); break;
                case < 63: store.RunMaintenance(CancellationToken.None); break;
                case < 67: Reopen(disk); break;
                case < 71: Kill(disk.ProcessClone()); break;
                case < 74: PowerCut(); break;
                case < 79: Delete(); break;
                case < 81: store.CleanTombstones(); break;
                case < 85: FailingAppend(); break;
                case < 89: FailingMaintenance(); break;
                default: Compare(everything: false); break;
            }
        }

        private void Open() => store = StoreFixture.Open(disk, StoreFixture.Manual with
        {
            BlockRange = TimeSpan.FromMilliseconds(RangeMs),
            SamplesPerChunkMax = 7,
            JournalSync = sync,
            JournalSegmentSizeBytesMax = 4096,
            Seed = seed,
        });

        private void Reopen(MemoryDirectory next)
        {
            store.Dispose();
            disk = next;
            Open();
        }

        // The old process is left as it is: nothing it would still do on closing may matter.
        private void Kill(MemoryDirectory next)
        {
            disk = next;
            Open();
        }

        private void PowerCut()
        {
            if (sync == JournalSync.EveryCommit)
            {
                Kill(disk.CrashClone(random.Next()));
            }
        }

        private void Append()
        {
            using var appender = store.Appender();
            var batch = new ModelStore();
            for (var count = random.Next(1, 60); count > 0; count--)
            {
                nowMs += random.Next(3) == 0 ? random.Next(60) : 0;
                AppendOne(appender, batch);
            }

            if (random.Next(10) > 0)
            {
                appender.Commit();
                Merge(batch);
            }
        }

        private void AppendOne(ISampleAppender appender, ModelStore batch)
        {
            var labels = AllSeries[random.Next(AllSeries.Length)];
            var time = nowMs - (random.Next(4) == 0 ? random.Next(2 * RangeMs) : 0);
            var value = random.Next(20) == 0 ? StaleMarker.Value : random.Next(5) * 0.3;
            var known = batch.Find(labels, time) ?? model.Find(labels, time);
            var last = Max(batch.Last(labels), model.Last(labels));
            var outcome = appender.Append(labels, time, value);
            if (outcome == AppendOutcome.OutOfBounds)
            {
                Assert.True(time < model.MaxTimeMs - (RangeMs / 2), $"{time} is not so old, max {model.MaxTimeMs}");
                return;
            }

            var isSame = known is { } old
                && BitConverter.DoubleToInt64Bits(old) == BitConverter.DoubleToInt64Bits(value);
            var expected = last is null || time > last ? AppendOutcome.Appended
                : time < last ? AppendOutcome.OutOfOrder
                : isSame ? AppendOutcome.Appended : AppendOutcome.DuplicateTimestamp;
            if (outcome != expected)
            {
                // After a deletion the store may remember a later sample, or have forgotten one.
                Assert.True(hasDeleted, $"{labels} {time}:{value} was {outcome}, expected {expected}");
                Assert.False(outcome == AppendOutcome.Appended && known is not null && !isSame);
            }

            if (outcome == AppendOutcome.Appended)
            {
                batch.Add(labels, time, value);
            }
        }

        private void FailingAppend()
        {
            if (random.Next(2) == 0)
            {
                disk.Faults.FreeBytes = random.Next(40);
            }
            else
            {
                var operation = random.Next(3) == 0 ? DiskOperation.Any : DiskOperation.Write;
                disk.Faults.FailNth(operation, random.Next(1, 3), part: random.Next(80));
            }

            using var appender = store.Appender();
            var batch = new ModelStore();
            for (var count = random.Next(1, 30); count > 0; count--)
            {
                nowMs += random.Next(20);
                AppendOne(appender, batch);
            }

            try
            {
                appender.Commit();
                Merge(batch);
            }
            catch (StorageFailureException)
            {
                operations.Add("   failed as told");
            }

            disk.Faults.Clear();
        }

        private void FailingMaintenance()
        {
            disk.Faults.FailNth(DiskOperation.Any, random.Next(1, 40), times: random.Next(1, 5));
            store.RunMaintenance(CancellationToken.None);
            disk.Faults.Clear();
        }

        private void Delete()
        {
            hasDeleted = true;
            var matcher = new[] { "__name__=m1", "job=~j[02]", "instance=i5", "job!=j1" }[random.Next(4)];
            var from = nowMs - random.Next(4 * RangeMs);
            var through = from + random.Next(2 * RangeMs);
            operations.Add($"   delete {matcher} {from} {through}");
            store.Delete([StoreFixture.Matcher(matcher)], new TimestampMs(from), new TimestampMs(through));
            model.Delete(StoreFixture.Matcher(matcher), from, through);
        }

        private void Merge(ModelStore batch)
        {
            foreach (var line in AllSeries)
            {
                foreach (var (time, value) in batch.SamplesOfSeries(line))
                {
                    model.Add(line, time, value);
                }
            }
        }

        private void Compare(bool everything)
        {
            var from = everything ? long.MinValue : nowMs - random.Next(6 * RangeMs);
            var through = everything ? long.MaxValue : from + random.Next(4 * RangeMs);
            var selection = everything ? [] : Selections[random.Next(Selections.Length)];
            var found = store.Dump(from, through, selection)
                .Where(line => !line.EndsWith("} ", StringComparison.Ordinal));

            Assert.Equal(model.Dump(from, through, selection), found);
        }

        private static long? Max(long? left, long? right) =>
            left is null ? right : right is null ? left : Math.Max(left.Value, right.Value);
    }
}
