using System.Text;
using Belfry.Storage.Contracts;
using Belfry.Storage.Journal;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Xunit;

namespace Belfry.Storage.Tests.Journal;

public sealed class JournalLogTests
{
    private static readonly JournalOptions Small = new() { SegmentSizeBytesMax = 256 };

    [Fact]
    public void Records_come_back_in_order_over_restarts_and_segments()
    {
        var disk = new MemoryDirectory();
        var expected = new List<string>();
        for (var restart = 0; restart < 4; restart++)
        {
            using var journal = Open(disk, out var replayed);
            Assert.Equal(expected, replayed);
            Assert.Empty(journal.OpenReport.Damages);
            for (var index = 0; index < 30; index++)
            {
                var text = $"record {restart} {index} {new string('x', index)}";
                journal.Commit(new TextBatch(text, text + "b"));
                expected.AddRange([text, text + "b"]);
            }
        }

        Assert.True(disk.Files().Count > 10);
    }

    [Fact]
    public void A_torn_tail_is_cut_off_and_reported_exactly()
    {
        var disk = new MemoryDirectory();
        using (var journal = Open(disk, out _, new JournalOptions()))
        {
            journal.Commit(new TextBatch("first"));
            journal.Commit(new TextBatch("second"));
        }

        var whole = disk.ReadAll("00000001");
        var boundary = whole.Length - (9 + 6);
        for (var length = boundary + 1; length < whole.Length; length++)
        {
            disk.Overwrite("00000001", whole[..length]);

            using (var journal = Open(disk, out var replayed, new JournalOptions()))
            {
                Assert.Equal(["first"], replayed);
                Assert.Equal(
                    [new JournalDamage("00000001", boundary, length - boundary, true, null)],
                    journal.OpenReport.Damages);
                journal.Commit(new TextBatch("third"));
            }

            using var again = Open(disk, out var after, new JournalOptions());
            Assert.Equal(["first", "third"], after);
            Assert.Empty(again.OpenReport.Damages);
        }
    }

    [Fact]
    public void Zeros_behind_the_last_record_are_a_torn_tail()
    {
        var disk = new MemoryDirectory();
        using (var journal = Open(disk, out _))
        {
            journal.Commit(new TextBatch("first"));
        }

        disk.Overwrite("00000001", [.. disk.ReadAll("00000001"), .. new byte[70_000]]);

        using var again = Open(disk, out var replayed);
        Assert.Equal(["first"], replayed);
        Assert.True(Assert.Single(again.OpenReport.Damages).IsTornTail);
    }

    [Fact]
    public void Damage_in_the_middle_sets_the_rest_of_that_segment_aside_and_keeps_the_others()
    {
        var disk = new MemoryDirectory();
        using (var journal = Open(disk, out _))
        {
            for (var index = 0; index < 30; index++)
            {
                journal.Commit(new TextBatch($"record number {index:D2} {new string('.', 20)}"));
            }
        }

        var bytes = disk.ReadAll("00000002");
        bytes[70] ^= 4;
        disk.Overwrite("00000002", bytes);
        List<string> replayed;
        using (var journal = Open(disk, out replayed))
        {
            var damage = Assert.Single(journal.OpenReport.Damages);
            Assert.Equal(("00000002", 62L, bytes.Length - 62L, false), (
                damage.File, damage.Offset, damage.LengthBytes, damage.IsTornTail));
            Assert.Equal("00000002.damaged-62", damage.SetAsideAs);
            Assert.Equal(bytes[62..], disk.ReadAll("00000002.damaged-62"));
        }

        Assert.Contains("number 05", replayed[5], StringComparison.Ordinal);
        Assert.Contains("number 29", replayed[^1], StringComparison.Ordinal);
        Assert.InRange(replayed.Count, 24, 28);
        using var again = Open(disk, out var after);
        Assert.Equal(replayed, after);
        Assert.Empty(again.OpenReport.Damages);
    }

    // Whatever happens to the bytes: what is replayed was written, in order, and opening does not throw.
    [Fact]
    public void Mutated_journals_give_records_that_were_written_or_none()
    {
        var seed = new Seed(61);
        var disk = new MemoryDirectory();
        var written = new List<string>();
        using (var journal = Open(disk, out _))
        {
            for (var index = 0; index < 40; index++)
            {
                written.Add($"record {index} {new string((char)('a' + (index % 26)), seed.Random.Next(60))}");
                journal.Commit(new TextBatch(written[^1]));
            }
        }

        for (var round = 0; round < 3000; round++)
        {
            var damaged = disk.ProcessClone();
            var files = damaged.Files();
            for (var count = seed.Random.Next(1, 4); count > 0; count--)
            {
                var file = files[seed.Random.Next(files.Count)];
                damaged.Overwrite(file, Mutated(damaged.ReadAll(file), seed.Random));
            }

            using var journal = Open(damaged, out var replayed);
            var place = -1;
            foreach (var text in replayed)
            {
                var next = written.IndexOf(text, place + 1);
                Assert.True(next > place, $"{seed} round {round}: `{text}` was not written, or not here");
                place = next;
            }

            journal.Commit(new TextBatch("more"));
            using var again = Open(damaged.ProcessClone(), out var after);
            Assert.Equal([.. replayed, "more"], after);
        }
    }

    [Fact]
    public void A_later_version_is_refused_and_nothing_is_touched()
    {
        var disk = new MemoryDirectory();
        using (var journal = Open(disk, out _))
        {
            journal.Commit(new TextBatch("first"));
        }

        var bytes = disk.ReadAll("00000001");
        bytes[4] = 3;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(
            bytes.AsSpan(12), Belfry.Storage.Blocks.Crc32C.Compute(bytes.AsSpan(0, 12)));
        disk.Overwrite("00000001", [.. bytes, 1, 2, 3]);
        disk.Create("checkpoint.00000000.tmp").Dispose();

        var failure = Assert.Throws<StorageFailureException>(() => Open(disk, out _));

        Assert.Contains("format version 3", failure.Message, StringComparison.Ordinal);
        Assert.Equal(bytes.Length + 3, disk.ReadAll("00000001").Length);
        Assert.Contains("checkpoint.00000000.tmp", disk.Files());
    }

    [Fact]
    public void What_is_synced_after_a_kill_at_any_moment_survives_a_power_cut()
    {
        var disk = new MemoryDirectory();
        var killed = new List<MemoryDirectory>();
        disk.Faults.OnOperation = (_, _) => killed.Add(disk.ProcessClone());
        using (var journal = Open(disk, out _))
        {
            for (var index = 0; index < 30; index++)
            {
                journal.Commit(new TextBatch($"record {index}"));
            }
        }

        foreach (var left in killed)
        {
            using var journal = Open(left, out var replayed);
            journal.Commit(new TextBatch("more"));
            journal.Sync();
            for (var seed = 0; seed < 4; seed++)
            {
                using var again = Open(left.CrashClone(seed), out var after);
                Assert.Equal([.. replayed, "more"], after);
            }
        }
    }

    [Fact]
    public void A_failed_write_is_taken_back_and_the_next_commit_works()
    {
        for (var part = 0; part < 20; part++)
        {
            var disk = new MemoryDirectory();
            using (var journal = Open(disk, out _))
            {
                journal.Commit(new TextBatch("first"));
                disk.Faults.FailNth(DiskOperation.Write, 1, part);
                var lost = new TextBatch("lost");

                Assert.Throws<StorageFailureException>(() => journal.Commit(lost));

                Assert.True(lost is { IsAbandoned: true, IsCommitted: false });
                journal.Commit(new TextBatch("second"));
            }

            using var again = Open(disk, out var replayed);
            Assert.Equal(["first", "second"], replayed);
            Assert.Empty(again.OpenReport.Damages);
        }
    }

    [Fact]
    public void A_part_that_cannot_be_cut_off_blocks_commits_until_it_can()
    {
        var disk = new MemoryDirectory();
        using (var journal = Open(disk, out _))
        {
            journal.Commit(new TextBatch("first"));
            disk.Faults.FailNth(DiskOperation.Write, 1, part: 7);
            disk.Faults.FailNth(DiskOperation.Truncate, 1, times: 3);
            Assert.Throws<StorageFailureException>(() => journal.Commit(new TextBatch("lost")));
            Assert.Throws<StorageFailureException>(() => journal.Commit(new TextBatch("lost too")));

            journal.Commit(new TextBatch("second"));
        }

        using var again = Open(disk, out var replayed);
        Assert.Equal(["first", "second"], replayed);
    }

    [Fact]
    public void With_sync_at_every_commit_a_failed_sync_is_a_failed_commit()
    {
        var disk = new MemoryDirectory();
        using (var journal = Open(disk, out _, Small with { Sync = JournalSync.EveryCommit }))
        {
            journal.Commit(new TextBatch("first"));
            disk.Faults.FailNth(DiskOperation.Sync, 1);

            Assert.Throws<StorageFailureException>(() => journal.Commit(new TextBatch("lost")));

            journal.Commit(new TextBatch("second"));
        }

        using var again = Open(disk, out var replayed);
        Assert.Equal(["first", "second"], replayed);
    }

    [Fact]
    public void A_checkpoint_replaces_what_was_before_it_and_only_that()
    {
        var disk = new MemoryDirectory();
        using (var journal = Open(disk, out _))
        {
            for (var index = 0; index < 20; index++)
            {
                journal.Commit(new TextBatch($"old {index} {new string('x', 40)}"));
            }

            long through = 0;
            journal.RunExclusive(() => through = journal.StartSegment());
            journal.Commit(new TextBatch("new 1"));
            using var checkpoint = journal.BeginCheckpoint(through);
            new TextBatch("summary 1", "summary 2").WriteRecords(checkpoint.Records);
            checkpoint.FlushWhenLarge();
            checkpoint.Complete();
            journal.Commit(new TextBatch("new 2"));
        }

        using var again = Open(disk, out var replayed);
        Assert.Equal(["summary 1", "summary 2", "new 1", "new 2"], replayed);
        Assert.Equal(2, disk.Files().Count);
    }

    [Fact]
    public void A_checkpoint_that_fails_at_any_operation_changes_nothing_or_is_whole()
    {
        for (var nth = 1; nth < 14; nth++)
        {
            var disk = new MemoryDirectory();
            using (var journal = Open(disk, out _))
            {
                journal.Commit(new TextBatch("old"));
                var through = journal.StartSegment();
                disk.Faults.FailNth(DiskOperation.Any, nth);
                try
                {
                    using var checkpoint = journal.BeginCheckpoint(through);
                    new TextBatch("summary").WriteRecords(checkpoint.Records);
                    checkpoint.Complete();
                }
                catch (StorageFailureException)
                {
                    // What it left is what the replay shows.
                }

                disk.Faults.Clear();
                journal.Commit(new TextBatch("new"));
            }

            using var again = Open(disk, out var replayed);
            Assert.True(replayed is ["old", "new"] or ["summary", "new"], $"{nth}: {string.Join('|', replayed)}");
        }
    }

    [Fact]
    public async Task Commits_of_many_threads_are_applied_in_the_order_of_the_journal()
    {
        var disk = new MemoryDirectory();
        var applied = new List<string>();
        using (var journal = Open(disk, out _, Small with { SegmentSizeBytesMax = 4000 }))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
            {
                for (var index = 0; index < 200; index++)
                {
                    var text = $"{thread}-{index}";
                    journal.Commit(new TextBatch(text) { OnCommitted = () => applied.Add(text) });
                }
            })));
        }

        Assert.Equal(1600, applied.Count);
        using var again = Open(disk, out var replayed);
        Assert.Equal(applied, replayed);
    }

    [Fact]
    public void A_batch_larger_than_a_segment_gets_one_of_its_own()
    {
        var disk = new MemoryDirectory();
        var large = new string('x', 5000);
        using (var journal = Open(disk, out _))
        {
            journal.Commit(new TextBatch("small"));
            journal.Commit(new TextBatch(large));
            journal.Commit(new TextBatch("small too"));
            Assert.Equal(3, journal.CurrentSegment);
        }

        using var again = Open(disk, out var replayed);
        Assert.Equal(["small", large, "small too"], replayed);
    }

    private static JournalLog Open(MemoryDirectory disk, out List<string> replayed, JournalOptions? options = null)
    {
        var records = new List<string>();
        replayed = records;
        return JournalLog.Open(disk, options ?? Small, (type, payload) =>
        {
            var text = Encoding.UTF8.GetString(payload);
            Assert.Equal(1 + (text.Length % 200), type);
            records.Add(text);
        });
    }

    private static byte[] Mutated(byte[] bytes, Random random)
    {
        if (bytes.Length == 0)
        {
            return [.. Enumerable.Range(0, random.Next(40)).Select(_ => (byte)random.Next(256))];
        }

        switch (random.Next(5))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                return [.. bytes, .. Enumerable.Range(0, random.Next(40)).Select(_ => (byte)random.Next(256))];
            case 2:
                var start = random.Next(bytes.Length);
                bytes.AsSpan(start, random.Next(bytes.Length - start)).Clear();
                return bytes;
            default:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
        }
    }
}
