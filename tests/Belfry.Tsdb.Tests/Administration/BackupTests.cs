using Belfry.Storage.Contracts;
using Belfry.Testing.Disk;
using Belfry.Testing.Time;
using Belfry.Tsdb.Administration.Backup;
using Xunit;

namespace Belfry.Tsdb.Tests.Administration;

public sealed class BackupTests
{
    [Fact]
    public void A_backup_restores_to_a_store_with_the_same_answers()
    {
        var disk = VerificationTests.Filled();
        disk.Subdirectory("alerting").Create("silences.json").Dispose();
        disk.Subdirectory("snapshots").Subdirectory("old").Create("big").Dispose();
        var backup = new MemoryDirectory();
        var restored = new MemoryDirectory();

        var made = Create(disk, backup);
        var result = Restore(backup, restored);

        Assert.True(made.Report.IsSound && result.Report.IsSound);
        Assert.Equal(made.FileCount, result.FileCount);
        Assert.Equal(Dump(disk), Dump(restored));
        Assert.DoesNotContain("snapshots", restored.Directories());
        Assert.Equal(["silences.json"], restored.Subdirectory("alerting").Files());
        Assert.DoesNotContain("incomplete", restored.Files());
    }

    [Fact]
    public void Nothing_is_overwritten()
    {
        var disk = VerificationTests.Filled();
        var backup = new MemoryDirectory();
        Create(disk, backup);
        var before = VerificationTests.Contents(backup);

        Assert.Contains("is not empty", Refused(() => Create(disk, backup)), StringComparison.Ordinal);
        Assert.Contains("is not empty", Refused(() => Restore(backup, disk)), StringComparison.Ordinal);
        Assert.Equal(before, VerificationTests.Contents(backup));
    }

    [Fact]
    public void A_folder_in_use_is_not_copied()
    {
        var disk = new MemoryDirectory();
        using var store = StoreFixture.Open(disk);

        Assert.Contains("is in use", Refused(() => Create(disk, new MemoryDirectory())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_the_backup_that_changed_is_found_and_nothing_is_restored()
    {
        var backup = new MemoryDirectory();
        Create(VerificationTests.Filled(), backup);
        var data = backup.Subdirectory("data");
        var format = (MemoryDirectory)data;
        format.Overwrite("format.json", [.. format.ReadAll("format.json"), (byte)' ']);
        var target = new MemoryDirectory();

        var result = Restore(backup, target);

        var finding = Assert.Single(result.Report.Findings);
        Assert.Equal("format.json", finding.File);
        Assert.Contains("the backup's list says", finding.Problem, StringComparison.Ordinal);
        Assert.Empty(target.Files());
        Assert.Empty(target.Directories());
    }

    [Fact]
    public void A_missing_file_is_found()
    {
        var backup = new MemoryDirectory();
        Create(VerificationTests.Filled(), backup);
        var blocks = backup.Subdirectory("data").Subdirectory("blocks");
        var name = blocks.Directories()[0];
        blocks.DeleteDirectory(name);

        var report = StoreBackup.Verify(backup, _ => { }, CancellationToken.None).Report;

        Assert.Contains(
            report.Findings, finding => finding.File == $"blocks/{name}/index" && finding.Problem == "it is missing");
        Assert.DoesNotContain(name, blocks.Directories());
    }

    [Fact]
    public void What_is_left_of_a_damaged_backup_can_be_restored_on_demand()
    {
        var disk = VerificationTests.Filled();
        var backup = new MemoryDirectory();
        Create(disk, backup);
        var blocks = backup.Subdirectory("data").Subdirectory("blocks");
        var block = (MemoryDirectory)blocks.Subdirectory(blocks.Directories()[0]);
        var chunks = block.ReadAll("chunks");
        chunks[^1] ^= 1;
        block.Overwrite("chunks", chunks);
        var target = new MemoryDirectory();

        var result = StoreBackup.Restore(backup, target, acceptsDamage: true, _ => { }, CancellationToken.None);

        Assert.False(result.Report.IsSound);
        using var store = StoreFixture.Open(target);
        Assert.Single(store.Dump("number=0"));
    }

    [Fact]
    public void A_damaged_store_is_copied_as_it_is_and_the_damage_is_told()
    {
        var disk = VerificationTests.Filled();
        var blocks = disk.Subdirectory("blocks");
        var block = (MemoryDirectory)blocks.Subdirectory(blocks.Directories()[0]);
        var chunks = block.ReadAll("chunks");
        chunks[^1] ^= 1;
        block.Overwrite("chunks", chunks);
        var backup = new MemoryDirectory();

        var made = Create(disk, backup);

        Assert.Equal(1, made.Report.DamageCount);
        Assert.True(StoreBackup.IsBackup(backup));
    }

    [Fact]
    public void A_folder_whose_restore_did_not_end_is_not_opened()
    {
        var backup = new MemoryDirectory();
        Create(VerificationTests.Filled(), backup);
        var target = new MemoryDirectory();
        target.Faults.FailNth(DiskOperation.Write, 4);
        Refused(() => Restore(backup, target));
        target.Faults.Clear();

        Assert.Contains("is not complete", Refused(() => StoreFixture.Open(target)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_that_did_not_end_is_none()
    {
        var target = new MemoryDirectory();
        target.Faults.FailNth(DiskOperation.Write, 4);
        Refused(() => Create(VerificationTests.Filled(), target));
        target.Faults.Clear();

        Assert.False(StoreBackup.IsBackup(target));
        Assert.Contains(
            "is no complete backup", Refused(() => Restore(target, new MemoryDirectory())), StringComparison.Ordinal);
    }

    private static BackupResult Create(MemoryDirectory source, MemoryDirectory target) =>
        StoreBackup.Create(source, null, target, new ManualClock(), _ => { }, CancellationToken.None);

    private static BackupResult Restore(MemoryDirectory backup, MemoryDirectory target) =>
        StoreBackup.Restore(backup, target, acceptsDamage: false, _ => { }, CancellationToken.None);

    private static List<string> Dump(MemoryDirectory disk)
    {
        using var store = StoreFixture.Open(disk.ProcessClone());
        return store.Dump();
    }

    private static string Refused(Action action) => Assert.Throws<StorageFailureException>(action).Message;
}
