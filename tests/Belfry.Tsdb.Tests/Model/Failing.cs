using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Testing.Disk;

namespace Belfry.Tsdb.Tests.Model;

/// <summary>The same on a disk that fails now and then. What failed has not happened, or is asked for again.</summary>
internal static class Failing
{
    internal static void Append(History history)
    {
        var random = history.Random;
        var faults = history.Disk.Faults;
        if (random.Next(2) == 0)
        {
            faults.FreeBytes = random.Next(40);
        }
        else
        {
            var operation = random.Next(3) == 0 ? DiskOperation.Any : DiskOperation.Write;
            faults.FailNth(operation, random.Next(1, 3), part: random.Next(80));
        }

        Try(history, () => Appending.Commit(history, random.Next(1, 30)));
    }

    internal static void Maintain(History history)
    {
        Plan(history, 40);
        TryMaintain(history);
    }

    internal static void TryMaintain(History history)
    {
        Try(history, () => history.Store.RunMaintenance(CancellationToken.None));
        Upkeep.LetGoOfOld(history);
    }

    internal static void Delete(History history)
    {
        var deletion = Upkeep.ChooseDeletion(history);
        Plan(history, 12);
        TryDelete(history, deletion);
    }

    internal static void TryDelete(History history, (string Matcher, long FromMs, long ThroughMs) deletion)
    {
        if (Try(history, () => Upkeep.Delete(history, deletion)))
        {
            return;
        }

        // Some of it may be deleted already, nothing else; then it is asked for again.
        var may = history.Model.Clone();
        var hidden = history.Hidden.ToList();
        Upkeep.DeleteFromModel(history, deletion);
        history.Hidden.UnionWith(hidden);
        history.Adopt(history.Model, may, "a failed deletion");
        if (!Try(history, () => Upkeep.Delete(history, deletion)))
        {
            history.Disk.Faults.FailWhen = null;
            Upkeep.Delete(history, deletion);
        }
    }

    internal static void CleanTombstones(History history)
    {
        Plan(history, 30);
        TryCleanTombstones(history);
    }

    internal static void TryCleanTombstones(History history) => Try(history, history.Store.CleanTombstones);

    internal static void Snapshot(History history)
    {
        Plan(history, 30);
        TrySnapshot(history);
        Upkeep.DeleteSnapshots(history);
    }

    internal static void TrySnapshot(History history) => Try(history, () => Upkeep.Snapshot(history));

    /// <summary>A start that fails, or that leaves out what it cannot read, has changed nothing: the next one has
    /// all.</summary>
    internal static void Restart(History history)
    {
        history.Store.Dispose();
        Plan(history, 80);
        TryStart(history);
    }

    internal static void TryStart(History history)
    {
        Try(history, () =>
        {
            history.Open();
            history.Store.Dispose();
        });
        var failureCount = history.Disk.Faults.FailureCount;
        var isOpen = Try(history, history.Open);
        if (!isOpen || history.Disk.Faults.FailureCount > failureCount)
        {
            // A block that could not be read was left out and told; the next start has it.
            history.Disk.Faults.FailWhen = null;
            history.Store?.Dispose();
            history.Open();
        }

        history.Adopt(history.Model, history.ModelAndExpired, "a restart after one that failed");
        history.MarkDurable();
    }

    /// <summary>Until the next start no block's folder can be deleted: what was replaced stays on the disk.</summary>
    internal static void FoldersStick(History history)
    {
        history.FoldersStick = true;
        history.HasFailed = true;
        history.Disk.Faults.FailWhen = (operation, name) =>
            operation is DiskOperation.Rename or DiskOperation.Delete && BlockId.TryParse(name, out _);
    }

    private static void Plan(History history, int operations) => history.Disk.Faults.FailNth(
        DiskOperation.Any, history.Random.Next(1, operations), times: history.Random.Next(1, 5));

    internal static bool Try(History history, Action action)
    {
        var disk = history.Disk;
        history.HasFailed = true;
        history.HasFailedAsTold = false;
        try
        {
            action();
            return true;
        }
        catch (StorageFailureException failure)
        {
            history.HasFailedAsTold = true;
            history.Note($"failed as told: {failure.Message}");
            return false;
        }
        finally
        {
            if (!history.KeepsFaults || history.HasFailedAsTold)
            {
                disk.Faults.Clear();
            }
        }
    }
}
