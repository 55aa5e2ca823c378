using Belfry.Testing.Disk;
using Xunit;

namespace Belfry.Storage.Tests.Disk;

/// <summary>The disk that other tests trust must itself be right about what a crash leaves.</summary>
public sealed class MemoryDirectoryTests
{
    [Fact]
    public void Synced_bytes_under_a_synced_name_survive_every_power_cut()
    {
        var disk = new MemoryDirectory();
        var bytes = Bytes(2000);
        Write(disk, "a", bytes, sync: true);
        disk.Sync();

        for (var seed = 0; seed < 100; seed++)
        {
            Assert.Equal(bytes, disk.CrashClone(seed).ReadAll("a"));
        }
    }

    [Fact]
    public void Bytes_and_names_that_were_not_synced_survive_some_power_cuts_and_not_others()
    {
        var disk = new MemoryDirectory();
        Write(disk, "synced", Bytes(600), sync: true);
        disk.Sync();
        Write(disk, "synced", Bytes(3000), sync: false);
        Write(disk, "new", Bytes(10), sync: true);
        disk.Rename("new", "renamed");
        var clones = Enumerable.Range(0, 200).Select(disk.CrashClone).ToList();

        Assert.Contains(clones, clone => clone.Files().Contains("renamed"));
        Assert.Contains(clones, clone => !clone.Files().Contains("renamed"));
        Assert.DoesNotContain(clones, clone => clone.Files().Contains("new"));
        Assert.Contains(clones, clone => clone.ReadAll("synced").Length == 3000);
        Assert.Contains(clones, clone => clone.ReadAll("synced").Length == 600);
        Assert.Contains(clones, clone => clone.ReadAll("synced").AsSpan().IndexOf(new byte[100]) >= 0);
        Assert.All(clones, clone => Assert.Equal(Bytes(600), clone.ReadAll("synced")[..600]));
    }

    [Fact]
    public void A_replaced_file_is_the_old_or_the_new_one()
    {
        var disk = new MemoryDirectory();
        Write(disk, "a", [1, 1], sync: true);
        disk.Sync();
        Write(disk, "a.tmp", [2, 2, 2], sync: true);
        disk.Rename("a.tmp", "a");

        var found = Enumerable.Range(0, 100).Select(seed => disk.CrashClone(seed).ReadAll("a").Length).ToHashSet();

        Assert.Equal([2, 3], found.Order());
        Assert.Equal(3, disk.ProcessClone().ReadAll("a").Length);
    }

    [Fact]
    public void A_full_disk_takes_what_fits_and_says_so()
    {
        var disk = new MemoryDirectory();
        disk.Faults.FreeBytes = 10;

        Assert.Throws<IOException>(() => Write(disk, "a", Bytes(25), sync: false));

        Assert.Equal(10, disk.ReadAll("a").Length);
        disk.Delete("a");
        Write(disk, "b", Bytes(10), sync: false);
        Assert.Throws<IOException>(() => Write(disk, "c", Bytes(1), sync: false));
    }

    [Fact]
    public void The_nth_operation_of_a_kind_fails_once()
    {
        var disk = new MemoryDirectory();
        disk.Faults.FailNth(DiskOperation.Write, 2, part: 1);
        Write(disk, "a", Bytes(4), sync: true);

        Assert.Throws<IOException>(() => Write(disk, "b", Bytes(4), sync: true));

        Assert.Single(disk.ReadAll("b"));
        Write(disk, "b", Bytes(4), sync: true);
    }

    [Fact]
    public void A_lock_is_held_once_and_free_in_a_clone()
    {
        var disk = new MemoryDirectory();
        using (disk.TryLock("lock"))
        {
            Assert.Null(disk.TryLock("lock"));
            Assert.NotNull(disk.ProcessClone().TryLock("lock"));
        }

        Assert.NotNull(disk.TryLock("lock"));
    }

    private static byte[] Bytes(int count) =>
        [.. Enumerable.Range(0, count).Select(index => (byte)(1 + (index % 255)))];

    private static void Write(MemoryDirectory disk, string name, byte[] bytes, bool sync)
    {
        using var file = disk.Files().Contains(name) ? disk.Open(name, writable: true) : disk.Create(name);
        file.Write(0, bytes);
        if (sync)
        {
            file.Sync();
        }
    }
}
