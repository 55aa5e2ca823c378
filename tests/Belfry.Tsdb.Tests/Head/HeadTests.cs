using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Tsdb.Index;
using Xunit;

namespace Belfry.Tsdb.Tests.Head;

public sealed class HeadTests
{
    [Fact]
    public void Appending_and_committing_allocate_nothing_per_sample_between_chunks()
    {
        var options = StoreFixture.Manual with { SamplesPerChunkMax = 60_000 };
        using var store = StoreFixture.Open(new MemoryDirectory(), options);
        using var appender = store.Appender();
        var series = Enumerable.Range(0, 200)
            .Select(index => appender.Resolve(StoreFixture.Series($"i={index}"))).ToArray();
        var now = 1_700_000_000_000;
        Batches(2000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Batches(20);

        // The disk in memory doubles its file once in a while; a commit has a ticket and the lists it waits in.
        var perSample = (GC.GetAllocatedBytesForCurrentThread() - before) / (20.0 * series.Length);
        Assert.True(perSample < 2, $"{perSample} bytes a sample");

        void Batches(int count)
        {
            for (var batch = 0; batch < count; batch++)
            {
                now += 15_000;
                foreach (var one in series)
                {
                    appender.Append(one, new TimestampMs(now), batch % 7);
                }

                appender.Commit();
            }
        }
    }

    [Fact]
    public void Appending_without_the_commit_allocates_nothing_at_all()
    {
        using var store = StoreFixture.Open(new MemoryDirectory());
        using var appender = store.Appender();
        var labels = StoreFixture.Series("i=1");
        var hash = labels.Hash;
        var now = 0L;
        Run();
        appender.Commit();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Run();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            for (var sample = 0; sample < 200; sample++)
            {
                appender.Append(appender.Resolve(labels.Canonical, hash), new TimestampMs(++now), sample);
            }
        }
    }

    [Fact]
    public void Two_batches_that_are_committed_against_their_order_both_stay_in_order()
    {
        var disk = new MemoryDirectory();
        var labels = StoreFixture.Series("a=b");
        List<string> expected;
        using (var store = StoreFixture.Open(disk))
        {
            using var early = store.Appender();
            using var late = store.Appender();
            for (var time = 0; time < 300; time += 2)
            {
                Assert.Equal(AppendOutcome.Appended, early.Append(labels, time, 1));
                Assert.Equal(AppendOutcome.Appended, late.Append(labels, time + 1, 2));
                Assert.Equal(AppendOutcome.Appended, early.Append(labels, time + 1, 9));
            }

            late.Commit();
            early.Commit();
            expected = store.Dump();
        }

        var samples = Enumerable.Range(0, 300).Select(time => time % 2 == 0 ? $"{time}:1" : $"{time}:2");
        Assert.Equal("{a=\"b\"} " + string.Join(' ', samples), Assert.Single(expected));
        using var again = StoreFixture.Open(disk);
        Assert.Equal(expected, again.Dump());
    }

    // A stress test of real threads: it can only fail when something is wrong, not prove that nothing is.
    [Fact]
    public async Task Writers_readers_and_compaction_at_once_lose_nothing()
    {
        var range = TimeSpan.FromMilliseconds(1000);
        var options = StoreFixture.Manual with { BlockRange = range, SamplesPerChunkMax = 15 };
        using var store = StoreFixture.Open(new MemoryDirectory(), options);
        const int writers = 3, batches = 400;
        long committed = 0;
        var ends = new long[writers];
        using var stop = new CancellationTokenSource();
        var writing = Enumerable.Range(0, writers).Select(writer => Task.Run(() =>
        {
            using var appender = store.Appender();
            for (var batch = 1; batch <= batches; batch++)
            {
                // Writers wait for the slowest, or the head would refuse it as too old.
                SpinWait.SpinUntil(() => ends.Min(end => Volatile.Read(ref end)) >= batch - 3);
                for (var series = 0; series < 10; series++)
                {
                    var outcome = appender.Append(
                        StoreFixture.Series($"w={writer},s={series}"), 10_000 + (batch * 20), batch);
                    Assert.Equal(AppendOutcome.Appended, outcome);
                }

                appender.Commit();
                Interlocked.Add(ref committed, 10);
                Volatile.Write(ref ends[writer], batch);
            }
        }, TestContext.Current.CancellationToken)).ToList();
        var reading = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                var least = Interlocked.Read(ref committed);
                Assert.True(CheckedCount(store) >= least);
            }
        }, TestContext.Current.CancellationToken)).ToList();
        var compacting = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                store.RunMaintenance(CancellationToken.None);
            }
        }, TestContext.Current.CancellationToken);

        await Task.WhenAll(writing);
        await stop.CancelAsync();
        await Task.WhenAll([.. reading, compacting]);

        Assert.Equal(writers * batches * 10, CheckedCount(store));
    }

    [Fact]
    public void Set_operations_are_those_of_sets()
    {
        var seed = new Seed(51);
        for (var round = 0; round < 500; round++)
        {
            var lists = Enumerable.Range(0, seed.Random.Next(1, 6)).Select(_ => RandomIds(seed.Random)).ToList();
            var left = lists[0].ToArray();
            var right = lists[^1].ToArray();

            Assert.Equal(left.Intersect(right).Order(), SortedIds.Intersect(left, right).ToArray());
            Assert.Equal(left.Except(right).Order(), SortedIds.Subtract(left, right).ToArray());
            Assert.Equal(
                lists.SelectMany(list => list).Distinct().Order(),
                SortedIds.Union([.. lists.Select(list => new ReadOnlyMemory<uint>(list))]).ToArray());
        }
    }

    [Fact]
    public void Statistics_count_what_the_head_has()
    {
        using var store = StoreFixture.Open(new MemoryDirectory());
        Assert.Null(store.Statistics(5).From);
        store.Write(StoreFixture.Series("__name__=up,job=a"), 10, 1);
        store.Write(StoreFixture.Series("__name__=up,job=bb"), 20, 1);
        store.Write(StoreFixture.Series("__name__=down,job=a"), 30, 1);

        var statistics = store.Statistics(1);

        Assert.Equal((3L, 4L, 3L), (statistics.SeriesCount, statistics.LabelPairCount, statistics.ChunkCount));
        Assert.Equal((new TimestampMs(10), new TimestampMs(30)), (statistics.From, statistics.Through));
        Assert.Equal([new("up", 2)], statistics.SeriesCountByMetricName);
        Assert.Equal([new("__name__", 2)], statistics.ValueCountByLabelName);
        Assert.Equal([new("__name__", (2 * (9 + 3)) + 9 + 5)], statistics.BytesByLabelName);
        Assert.Equal([new("__name__=up", 2)], statistics.SeriesCountByLabelPair);
    }

    private static uint[] RandomIds(Random random)
    {
        var span = random.Next(3) switch { 0 => 50, 1 => 5000, _ => int.MaxValue };
        return [.. Enumerable.Range(0, random.Next(200)).Select(_ => (uint)random.Next(span)).Distinct().Order()];
    }

    // Each writer's value is its batch number, so what a reader sees of a series is a whole run from the start.
    private static long CheckedCount(TimeSeriesStore store)
    {
        using var reader = store.Open(TimestampMs.MinValue, TimestampMs.MaxValue);
        using var columns = new SampleColumns();
        long count = 0;
        foreach (var series in reader.Select([], CancellationToken.None))
        {
            columns.Clear();
            series.Read(TimestampMs.MinValue, TimestampMs.MaxValue, columns);
            for (var index = 0; index < columns.Count; index++)
            {
                Assert.Equal(10_020L + (index * 20), columns.TimestampsMs[index]);
                Assert.Equal(index + 1.0, columns.Values[index]);
            }

            count += columns.Count;
        }

        return count;
    }
}
