using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Tsdb.Administration.Verification;
using Belfry.Tsdb.Tiers;
using Xunit;

namespace Belfry.Tsdb.Tests.Administration;

public sealed class VerificationTests
{
    private static readonly StoreOptions Short = StoreFixture.Manual with
    {
        BlockRange = TimeSpan.FromMilliseconds(1000),
        SamplesPerChunkMax = 10,
        SamplesPerBlockChunkMax = 10,
    };

    [Fact]
    public void A_store_that_was_written_in_order_is_sound_and_counted()
    {
        var disk = Filled();

        var report = Verify(disk);

        Assert.Equal([], report.Findings);
        Assert.True(report.IsSound);
        Assert.Equal([], report.Notes);
        Assert.True(report.BlockCount > 1);
        using var store = StoreFixture.Open(disk, Short);
        Assert.Equal(store.Statistics(1).SeriesCount, report.JournalSeriesCount);
        Assert.True(report.SampleCount > 100 && report.ChunkCount > report.SeriesCount);
        Assert.True(report.PostingsListCount > report.BlockCount && report.JournalRecordCount > 2);
    }

    [Fact]
    public void Verifying_changes_nothing_and_needs_no_right_to_write()
    {
        var disk = Filled();
        disk.Delete("lock");
        var before = Contents(disk);
        foreach (var operation in Enum.GetValues<DiskOperation>().Except(
            [DiskOperation.Any, DiskOperation.Open, DiskOperation.Map, DiskOperation.Read]))
        {
            disk.Faults.FailNth(operation, 1, times: int.MaxValue);
        }

        var report = Verify(disk);

        Assert.True(report.IsSound);
        Assert.Equal(before, Contents(disk));
    }

    [Theory]
    [InlineData("index")]
    [InlineData("chunks")]
    [InlineData("manifest.json")]
    [InlineData("tombstones")]
    public void Any_flipped_bit_of_a_block_is_found_and_its_file_is_named(string file)
    {
        var seed = new Seed(77);
        var disk = Filled();
        var blocks = disk.Subdirectory("blocks");
        var name = blocks.Directories().First(block => blocks.Subdirectory(block).Files().Contains(file));
        var block = (MemoryDirectory)blocks.Subdirectory(name);
        var right = block.ReadAll(file);
        for (var round = 0; round < 200; round++)
        {
            var wrong = (byte[])right.Clone();
            wrong[seed.Random.Next(wrong.Length)] ^= (byte)(1 << seed.Random.Next(8));
            block.Overwrite(file, wrong);

            var report = Verify(disk);

            Assert.True(!report.IsSound, $"round {round}, {seed}");
            Assert.All(report.Findings, finding =>
                Assert.StartsWith($"blocks/{name}/{file}", finding.File, StringComparison.Ordinal));
        }

        block.Overwrite(file, right);
        Assert.True(Verify(disk).IsSound);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_changed_byte_of_an_index_is_found_although_every_checksum_is_right(int section)
    {
        var seed = new Seed(78);
        var disk = Filled();
        var blocks = disk.Subdirectory("blocks");
        var block = (MemoryDirectory)blocks.Subdirectory(blocks.Directories()[0]);
        var right = block.ReadAll("index");
        var (offset, length) = ForgedIndex.Section(right, section);
        for (var round = 0; round < 300; round++)
        {
            var place = offset + seed.Random.Next(length);
            var value = (byte)(right[place] ^ seed.Random.Next(1, 256));
            block.Overwrite("index", ForgedIndex.With(right, place, value));

            var report = Verify(disk);

            Assert.True(!report.IsSound, $"byte {place} (section from {offset}) as {value}, round {round}, {seed}");
        }
    }

    [Theory]
    [InlineData("index")]
    [InlineData("chunks")]
    [InlineData("manifest.json")]
    public void Any_flipped_bit_of_a_tier_is_found_and_its_file_is_named(string file)
    {
        var seed = new Seed(80);
        var disk = new MemoryDirectory();
        using (var store = StoreFixture.Open(disk, StoreFixture.Manual with
        {
            BlockRange = TimeSpan.FromSeconds(4),
            Tiers = [new TierOptions(TimeSpan.FromSeconds(1), null), new TierOptions(TimeSpan.FromSeconds(12), null)],
        }))
        {
            for (var time = 1_000_000; time < 1_100_000; time += 250)
            {
                store.Write(StoreFixture.Series("__name__=up,job=a"), time, time % 7_000);
                store.Write(StoreFixture.Series("__name__=up,job=b"), time, seed.Random.NextDouble());
            }

            store.RunMaintenance(CancellationToken.None);
            store.RunMaintenance(CancellationToken.None);
        }

        Assert.Equal([], Verify(disk).Findings);
        var tier = disk.Subdirectory("tiers").Subdirectory("1s");
        var name = tier.Directories()[0];
        var block = (MemoryDirectory)tier.Subdirectory(name);
        var right = block.ReadAll(file);
        for (var round = 0; round < 200; round++)
        {
            var wrong = (byte[])right.Clone();
            wrong[seed.Random.Next(wrong.Length)] ^= (byte)(1 << seed.Random.Next(8));
            block.Overwrite(file, wrong);

            var report = Verify(disk);

            Assert.True(!report.IsSound, $"round {round}, {seed}");
            Assert.All(report.Findings, finding =>
                Assert.StartsWith($"tiers/1s/{name}/{file}", finding.File, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_list_that_misses_a_series_is_told_by_its_label()
    {
        var disk = Filled();
        var blocks = disk.Subdirectory("blocks");
        var block = (MemoryDirectory)blocks.Subdirectory(blocks.Directories()[0]);
        var index = block.ReadAll("index");
        var (offset, length) = ForgedIndex.Section(index, 3);

        // The last list is that of the greatest pair; its last series becomes another.
        block.Overwrite("index", ForgedIndex.With(index, offset + length - 1, (byte)(index[offset + length - 1] + 1)));

        var finding = Assert.Single(Verify(disk).Findings);
        Assert.Contains("the list of `number=\"", finding.Problem, StringComparison.Ordinal);
        Assert.Contains("does not name series", finding.Problem, StringComparison.Ordinal);
        Assert.InRange(finding.Offset, offset, offset + length);
    }

    [Fact]
    public void A_flipped_bit_of_the_journal_is_found_with_its_place()
    {
        var seed = new Seed(79);
        var disk = Filled();
        var journal = (MemoryDirectory)disk.Subdirectory("journal");
        foreach (var file in journal.Files())
        {
            var right = journal.ReadAll(file);
            for (var round = 0; round < 100; round++)
            {
                var wrong = (byte[])right.Clone();
                var place = seed.Random.Next(wrong.Length);
                wrong[place] ^= (byte)(1 << seed.Random.Next(8));
                journal.Overwrite(file, wrong);

                var report = Verify(disk);

                // A damaged length at the end may look like the unfinished write of a kill.
                Assert.True(
                    report.Findings.Any(finding => finding.File == $"journal/{file}" && finding.Offset <= place)
                        || report.Notes.Any(note => note.StartsWith($"journal/{file}", StringComparison.Ordinal)),
                    $"{file} byte {place}, {seed}");
            }

            journal.Overwrite(file, right);
        }
    }

    [Fact]
    public void The_unfinished_write_of_a_kill_is_a_note_and_no_damage()
    {
        var disk = Filled();
        var journal = (MemoryDirectory)disk.Subdirectory("journal");
        var last = journal.Files()[^2];
        journal.Overwrite(last, journal.ReadAll(last)[..^3]);

        var report = Verify(disk);

        Assert.True(report.IsSound, string.Join('\n', report.Findings));
        Assert.Contains("the last write was not finished", Assert.Single(report.Notes), StringComparison.Ordinal);
        Assert.Equal(0, report.DamageCount);
    }

    [Fact]
    public void A_folder_in_use_is_refused_and_so_is_one_without_a_store()
    {
        var disk = new MemoryDirectory();
        var empty = Assert.Throws<StorageFailureException>(() => Verify(disk));
        Assert.Contains("is no data folder", empty.Message, StringComparison.Ordinal);

        using var store = StoreFixture.Open(disk, Short);
        var used = Assert.Throws<StorageFailureException>(() => Verify(disk));
        Assert.Contains("is in use by another process", used.Message, StringComparison.Ordinal);
    }

    internal static MemoryDirectory Filled()
    {
        var disk = new MemoryDirectory();
        using var store = StoreFixture.Open(disk, Short);
        for (var time = 10_000; time < 13_000; time += 25)
        {
            for (var series = 0; series < 7; series++)
            {
                store.Write(
                    StoreFixture.Series($"__name__=m{series % 3},job=a,number={series}"), time, time * (series + 1));
            }
        }

        store.RunMaintenance(CancellationToken.None);
        store.Delete([StoreFixture.Matcher("number=3")], new TimestampMs(10_100), new TimestampMs(10_400));
        store.Write(StoreFixture.Series("late=x"), 13_000, 1);
        return disk;
    }

    internal static string Contents(StoreDirectory folder, string prefix = "") => string.Join('\n', folder.Files()
        .Select(file => $"{prefix}{file} {Convert.ToHexString(((MemoryDirectory)folder).ReadAll(file))}")
        .Concat(folder.Directories().Select(name => Contents(folder.Subdirectory(name), $"{prefix}{name}/"))));

    private static VerificationReport Verify(StoreDirectory disk) =>
        StoreVerifier.Verify(disk, _ => { }, CancellationToken.None);
}
