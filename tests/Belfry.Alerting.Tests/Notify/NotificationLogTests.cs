using Belfry.Alerting.Notify.History;
using Belfry.Model;
using Belfry.Platform.Telemetry;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Alerting.Tests.Notify;

public sealed class NotificationLogTests
{
    private static readonly TimestampMs Now = new(1_700_000_000_000);
    private static readonly TimeSpan Repeat = TimeSpan.FromHours(4);

    [Theory]
    [InlineData("1 2 3", "", -540, "1 2 3", "", true, nameof(NotificationReason.None))]
    [InlineData("1 2 3", "", -660, "1 2 3", "", true, nameof(NotificationReason.Repeat))]
    [InlineData("1 2", "", -540, "1 2 3", "", true, nameof(NotificationReason.NewAlerts))]
    [InlineData("", "1", -540, "1", "", true, nameof(NotificationReason.First))]
    [InlineData("1 2 3", "", -540, "1", "", true, nameof(NotificationReason.None))]
    [InlineData("1 2", "3", -540, "1", "2 3", false, nameof(NotificationReason.None))]
    [InlineData("1 2", "3", -540, "1", "2 3", true, nameof(NotificationReason.NewResolved))]
    [InlineData("1 2", "3", -540, "1", "3", true, nameof(NotificationReason.None))]
    [InlineData("1 2", "3", -540, "", "1 2 3", false, nameof(NotificationReason.AllResolved))]
    [InlineData("1 2", "3", -540, "", "1 2 3", true, nameof(NotificationReason.AllResolved))]
    [InlineData("", "1 2", -5400, "", "1 2", true, nameof(NotificationReason.None))]
    public void A_group_needs_a_notification_when_something_is_new(
        string sentFiring, string sentResolved, int sentSeconds, string firing, string resolved, bool sendsResolved,
        string reason)
    {
        var entry = new NotificationLogEntry(
            Now + TimeSpan.FromSeconds(sentSeconds), TimestampMs.MaxValue, Hashes(sentFiring), Hashes(sentResolved));

        Assert.Equal(
            reason,
            entry.ReasonFor(
                Hashes(firing), Hashes(resolved), sendsResolved, TimeSpan.FromSeconds(600), Now).ToString());
    }

    [Fact]
    public void What_was_written_is_there_after_the_process_is_killed()
    {
        var disk = new MemoryDirectory();
        var log = Open(disk);

        log.Record(7, [1, 2], [3], Repeat, Now);
        log.Write();
        log.Record(8, [4], [], Repeat, Now);
        var reopened = Open(disk.ProcessClone());

        Assert.True(reopened.TryGet(7, out var entry));
        Assert.Equal([1, 2], entry.Firing);
        Assert.Equal([3], entry.Resolved);
        Assert.Equal((Now, Now + TimeSpan.FromHours(8)), (entry.SentAt, entry.ExpiresAt));
        Assert.False(reopened.TryGet(8, out _));
    }

    [Fact]
    public void The_later_entry_of_a_group_wins()
    {
        var disk = new MemoryDirectory();
        var log = Open(disk);
        log.Record(7, [1], [], Repeat, Now);
        log.Record(7, [1, 2], [], Repeat, Now + TimeSpan.FromSeconds(1));
        log.Write();

        Assert.True(Open(disk.ProcessClone()).TryGet(7, out var entry));
        Assert.Equal([1, 2], entry.Firing);
    }

    [Fact]
    public void A_file_cut_or_damaged_anywhere_gives_what_is_whole_and_can_be_written_on()
    {
        var disk = new MemoryDirectory();
        var log = Open(disk);
        for (ulong key = 1; key <= 20; key++)
        {
            log.Record(key, [key], [key, key + 1], Repeat, Now);
        }

        log.Write();
        var whole = disk.ReadAll(NotificationJournal.FileName);
        var seed = new Seed(99);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = whole.AsSpan(0, seed.Random.Next(whole.Length + 1)).ToArray();
            if (bytes.Length > 0 && seed.Random.Next(2) == 0)
            {
                bytes[seed.Random.Next(bytes.Length)] ^= (byte)(1 << seed.Random.Next(8));
            }

            AssertUsable(bytes, $"{seed} round {round}");
        }
    }

    [Fact]
    public void A_file_of_another_format_is_set_aside()
    {
        var disk = new MemoryDirectory();
        disk.Create(NotificationJournal.FileName).Dispose();
        disk.Overwrite(NotificationJournal.FileName, "something else entirely"u8.ToArray());

        Assert.Equal(0, Open(disk).Count);
        Assert.Contains(NotificationJournal.FileName + ".unreadable", disk.Files());
    }

    [Fact]
    public void Maintenance_forgets_what_expired_and_shortens_the_file()
    {
        var disk = new MemoryDirectory();
        var log = Open(disk);
        for (var round = 0; round < 6000; round++)
        {
            log.Record((UInt128)(round % 10), [1], [], Repeat, Now + TimeSpan.FromSeconds(round));
        }

        log.Record(99, [1], [], TimeSpan.FromSeconds(1), Now);
        log.Write();
        log.Maintain(Now + TimeSpan.FromHours(2));

        Assert.Equal(10, log.Count);
        Assert.InRange(disk.ReadAll(NotificationJournal.FileName).Length, 500, 1000);
        Assert.Equal(10, Open(disk.ProcessClone()).Count);
    }

    [Fact]
    public void An_entry_of_the_future_is_not_overwritten_by_a_clock_that_was_set_back()
    {
        var log = new NotificationLog(null);
        log.Record(1, [1], [], Repeat, Now + TimeSpan.FromMinutes(1));
        log.Record(1, [2], [], Repeat, Now);

        Assert.True(log.TryGet(1, out var entry));
        Assert.Equal([1], entry.Firing);
    }

    private static void AssertUsable(byte[] bytes, string message)
    {
        var disk = new MemoryDirectory();
        disk.Create(NotificationJournal.FileName).Dispose();
        disk.Overwrite(NotificationJournal.FileName, bytes);
        var log = Open(disk);
        var kept = log.Count;
        for (ulong key = 1; key <= (ulong)kept; key++)
        {
            Assert.True(log.TryGet(key, out var entry), message);
            Assert.Equal([key], entry.Firing);
        }

        log.Record(1000, [1], [], Repeat, Now);
        log.Write();
        Assert.Equal(kept + 1, Open(disk.ProcessClone()).Count);
    }

    private static NotificationLog Open(MemoryDirectory disk) =>
        new(new NotificationJournal(disk, new MetricRegistry(), NullLogger.Instance));

    private static ulong[] Hashes(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ulong.Parse)];
}
