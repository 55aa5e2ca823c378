using Belfry.Model;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Tsdb.Tests.Model;
using Xunit;

namespace Belfry.Tsdb.Tests.Blocks;

public sealed class BlockTests
{
    private static readonly StoreOptions Short = StoreFixture.Manual with
    {
        BlockRange = TimeSpan.FromMilliseconds(1000),
        SamplesPerChunkMax = 20,
    };

    [Fact]
    public void Blocks_answer_exactly_as_the_head_did()
    {
        var seed = new Seed(41);
        var disk = new MemoryDirectory();
        using var store = StoreFixture.Open(disk, Short);
        Fill(store, seed.Random, 400, 10_000);
        var ranges = Enumerable.Range(0, 30)
            .Select(_ => (From: 9_000 + seed.Random.Next(9000), Length: seed.Random.Next(4000))).ToList();
        var before = ranges.ConvertAll(range => store.Dump(range.From, range.From + range.Length));

        store.RunMaintenance(CancellationToken.None);

        Assert.True(BlockFolders(disk).Count > 1);
        Assert.Equal(before, ranges.ConvertAll(range => store.Dump(range.From, range.From + range.Length)));
    }

    [Fact]
    public void The_head_keeps_half_a_range_and_lets_go_of_the_rest()
    {
        using var store = StoreFixture.Open(new MemoryDirectory(), Short);
        for (var time = 10_000; time <= 11_510; time += 10)
        {
            store.Write(StoreFixture.Series("a=b"), time, time);
        }

        Assert.Equal(new TimestampMs(10_000), store.Statistics(10).From);
        store.RunMaintenance(CancellationToken.None);

        Assert.Equal(new TimestampMs(11_000), store.Statistics(10).From);
        Assert.Equal(AppendOutcome.OutOfBounds, store.Write(StoreFixture.Series("new=x"), 10_999, 1));
        Assert.Equal(AppendOutcome.Appended, store.Write(StoreFixture.Series("new=x"), 11_000, 1));
        Assert.Equal(AppendOutcome.OutOfOrder, store.Write(StoreFixture.Series("a=b"), 11_001, 1));
    }

    [Fact]
    public void A_series_without_samples_leaves_the_head_and_its_reference_is_never_used_again()
    {
        using var store = StoreFixture.Open(new MemoryDirectory(), Short);
        var gone = StoreFixture.Series("old=x");
        store.Write(gone, 10_000, 1);
        using var appender = store.Appender();
        var reference = appender.Resolve(gone);
        for (var time = 10_000; time <= 12_000; time += 100)
        {
            store.Write(StoreFixture.Series("a=b"), time, time);
        }

        store.RunMaintenance(CancellationToken.None);

        Assert.Equal(1, store.Statistics(10).SeriesCount);
        Assert.Equal(AppendOutcome.UnknownSeries, appender.Append(reference, new TimestampMs(12_000), 1));
        Assert.NotEqual(reference, appender.Resolve(gone));
        Assert.Contains("{old=\"x\"} 10000:1", store.Dump());
    }

    [Fact]
    public void What_a_reader_selected_stays_readable_while_blocks_are_cut_and_merged()
    {
        var disk = new MemoryDirectory();
        using var store = StoreFixture.Open(disk, Short);
        Fill(store, new Random(1), 300, 10_000);
        var expected = store.Dump();
        using var reader = store.Open(TimestampMs.MinValue, TimestampMs.MaxValue);
        var selected = reader.Select([], CancellationToken.None);
        store.RunMaintenance(CancellationToken.None);
        var late = reader.Select([], CancellationToken.None);
        Fill(store, new Random(2), 300, 30_000);
        store.RunMaintenance(CancellationToken.None);

        foreach (var series in selected.Concat(late))
        {
            using var columns = new SampleColumns();
            series.Read(TimestampMs.MinValue, new TimestampMs(20_000), columns);
            Assert.Contains(expected, line => line.StartsWith(series.Labels.ToString(), StringComparison.Ordinal)
                && line.Split(' ').Count(part => part.Contains(':')) == columns.Count);
        }

        reader.Dispose();
        store.RunMaintenance(CancellationToken.None);
        using var open = store.Open(TimestampMs.MinValue, TimestampMs.MaxValue);
        Assert.NotEmpty(open.Select([], CancellationToken.None));
        var whileRead = BlockFolders(disk).Count;
        Fill(store, new Random(7), 600, 40_000);
        store.RunMaintenance(CancellationToken.None);
        open.Dispose();
        store.RunMaintenance(CancellationToken.None);
        Assert.True(whileRead > 1);
        Assert.All(Manifests(disk), manifest => Assert.Empty(
            manifest.Parents.Select(id => id.ToString()).Intersect(BlockFolders(disk))));
    }

    [Fact]
    public void Blocks_past_the_retention_are_dropped()
    {
        var disk = new MemoryDirectory();
        using var store = StoreFixture.Open(disk, Short with { Retention = TimeSpan.FromMilliseconds(5000) });
        Fill(store, new Random(3), 1000, 10_000);

        store.RunMaintenance(CancellationToken.None);

        var manifests = Manifests(disk);
        var newest = manifests.Max(manifest => manifest.MaxTime.Value);
        Assert.All(manifests, manifest => Assert.True(newest - manifest.MaxTime.Value < 5000));
        Assert.True(newest > 18_000);
    }

    [Fact]
    public void Deleted_samples_are_gone_at_once_after_a_restart_and_after_a_rewrite()
    {
        var disk = new MemoryDirectory();
        List<string> expected;
        using (var store = StoreFixture.Open(disk, Short))
        {
            Fill(store, new Random(4), 300, 10_000);
            store.RunMaintenance(CancellationToken.None);
            expected = [.. store.Dump().Where(line => !line.Contains("i=\"1\"", StringComparison.Ordinal))];
            store.Delete([StoreFixture.Matcher("i=1")], TimestampMs.MinValue, TimestampMs.MaxValue);

            Assert.Equal(expected, Living(store));
            Assert.Contains(BlockFolders(disk), name => HasFile(disk, name, "tombstones"));
        }

        using var again = StoreFixture.Open(disk, Short);
        Assert.Equal(expected, Living(again));
        again.CleanTombstones();
        Assert.Equal(expected, Living(again));
        Assert.DoesNotContain(BlockFolders(disk), name => HasFile(disk, name, "tombstones"));
        Assert.Equal(AppendOutcome.Appended, again.Write(StoreFixture.Series("i=1"), 99_999, 1));
    }

    [Fact]
    public void A_snapshot_is_a_data_folder_with_everything()
    {
        var disk = new MemoryDirectory();
        using var store = StoreFixture.Open(disk, Short);
        Fill(store, new Random(5), 300, 10_000);
        store.RunMaintenance(CancellationToken.None);

        using var whole = StoreFixture.Open(disk.Subdirectory("snapshots").Subdirectory(store.Snapshot(false)), Short);
        using var blocks = StoreFixture.Open(disk.Subdirectory("snapshots").Subdirectory(store.Snapshot(true)), Short);

        Assert.Equal(store.Dump(), whole.Dump());
        var (inBlocks, all) = (ModelStore.Of(blocks), ModelStore.Of(whole));
        Assert.Empty(inBlocks.Except(all));
        Assert.NotEmpty(all.Except(inBlocks));
    }

    [Fact]
    public void A_snapshot_that_cannot_be_written_leaves_nothing()
    {
        var disk = new MemoryDirectory();
        using var store = StoreFixture.Open(disk, Short);
        Fill(store, new Random(5), 100, 10_000);
        disk.Faults.FailNth(DiskOperation.Sync, 3);

        Assert.Throws<StorageFailureException>(() => store.Snapshot(false));

        Assert.Empty(disk.Subdirectory("snapshots").Directories());
    }

    // Every bit of every file of a block, a few thousand of them: either the answer is right, or it is an error.
    [Fact]
    public void A_flipped_bit_anywhere_in_a_block_is_never_a_wrong_answer()
    {
        var seed = new Seed(42);
        var disk = new MemoryDirectory();
        var name = "";
        List<string> expected;
        using (var store = StoreFixture.Open(disk, Short))
        {
            Fill(store, new Random(6), 120, 10_000);
            name = store.Snapshot(false);
            expected = store.Dump();
        }

        var copy = (MemoryDirectory)disk.Subdirectory("snapshots").Subdirectory(name);
        var id = Assert.Single(copy.Subdirectory("blocks").Directories());
        var refused = 0;
        for (var round = 0; round < 1500; round++)
        {
            var damaged = copy.ProcessClone();
            var block = (MemoryDirectory)damaged.Subdirectory("blocks").Subdirectory(id);
            var files = block.Files();
            var file = files[seed.Random.Next(files.Count)];
            var bytes = block.ReadAll(file);
            bytes[seed.Random.Next(bytes.Length)] ^= (byte)(1 << seed.Random.Next(8));
            block.Overwrite(file, bytes);
            try
            {
                using var store = StoreFixture.Open(damaged, Short);
                var found = store.Dump("i=~.+", "j!=x");
                Assert.True(found.Count == 0 || found.SequenceEqual(expected), $"{seed} round {round} {file}");
                refused += found.Count == 0 ? 1 : 0;
            }
            catch (StorageFailureException failure)
            {
                Assert.Contains(id, failure.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.True(refused > 1400, $"{seed}: {refused}");
    }

    [Fact]
    public void A_half_written_block_is_deleted_at_the_next_start()
    {
        var disk = new MemoryDirectory();
        disk.Subdirectory("blocks").Subdirectory("01HQTHAMASWYBSRX0P4TQ6AZS3.tmp").Create("chunks").Dispose();

        using var store = StoreFixture.Open(disk, Short);

        Assert.Empty(BlockFolders(disk));
    }

    [Fact]
    public void A_block_name_is_a_ULID()
    {
        var id = BlockId.Create(new TimestampMs(1_469_918_176_385), new Random(1), default);

        Assert.StartsWith("01ARYZ6S41", id.ToString(), StringComparison.Ordinal);
        Assert.True(BlockId.TryParse(id.ToString(), out var parsed));
        Assert.Equal(id, parsed);
        Assert.False(BlockId.TryParse("8ZZZZZZZZZZZZZZZZZZZZZZZZZ", out _));
        Assert.False(BlockId.TryParse("01ARYZ6S41TSV4RRFFQ69G5FAU", out _));
    }

    private static void Fill(TimeSeriesStore store, Random random, int batches, long start)
    {
        var now = start;
        for (var batch = 0; batch < batches; batch++)
        {
            using var appender = store.Appender();
            now += random.Next(20);
            for (var series = 0; series < 6; series++)
            {
                appender.Append(StoreFixture.Series($"i={series},j={series % 2}"), now, random.Next(50) * 0.1);
            }

            appender.Commit();
        }
    }

    private static IEnumerable<string> Living(TimeSeriesStore store) =>
        store.Dump().Where(line => !line.EndsWith("} ", StringComparison.Ordinal));

    private static IReadOnlyList<string> BlockFolders(MemoryDirectory disk) =>
        disk.Subdirectory("blocks").Directories();

    private static bool HasFile(MemoryDirectory disk, string block, string file) =>
        disk.Subdirectory("blocks").Subdirectory(block).Files().Contains(file);

    private static List<BlockManifest> Manifests(MemoryDirectory disk) =>
        [.. BlockFolders(disk).Select(name => BlockManifestFile.Read(disk.Subdirectory("blocks").Subdirectory(name)))];
}
