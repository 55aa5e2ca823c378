using Belfry.Testing.Disk;

namespace Belfry.Tsdb.Tests.Model;

/// <summary>How a process ends.</summary>
internal static class Endings
{
    private static readonly string[] Interruptible =
        ["append", "maintain", "delete", "clean tombstones", "snapshot", "restart", "append on a failing disk"];

    internal static void Restart(History history) => history.Reopen(history.Disk);

    internal static void Kill(History history)
    {
        history.Kill(history.Disk.ProcessClone());
        history.Adopt(history.Model, history.ModelAndExpired, "a kill");
    }

    internal static void PowerCut(History history)
    {
        var may = history.ModelAndExpired;
        history.Kill(history.Disk.CrashClone(history.Random.Next()));
        history.Adopt(history.Durable, may, "a power cut");
        history.MarkDurable();
    }

    /// <summary>The process ends before some disk operation of something that it does.</summary>
    internal static void CrashUnderWay(History history)
    {
        var random = history.Random;
        var name = Interruptible[random.Next(Interruptible.Length)];
        var isPowerCut = random.Next(2) == 0;
        history.Note($"{(isPowerCut ? "power cut" : "kill")} during {name}");
        var before = history.Model.Clone();
        var durableBefore = history.Durable.Clone();
        var hiddenBefore = history.Hidden.ToList();
        var remaining = random.Next(1, name == "maintain" ? 60 : 12);
        var seed = random.Next();
        MemoryDirectory? left = null;
        var disk = history.Disk;
        disk.Faults.OnOperation = (_, _) => left = --remaining == 0
            ? isPowerCut ? disk.CrashClone(seed) : disk.ProcessClone()
            : left;
        HistoryOperations.All.Single(operation => operation.Name == name).Run(history);
        disk.Faults.OnOperation = null;
        left ??= isPowerCut ? disk.CrashClone(seed) : disk.ProcessClone();

        // It happened wholly, partly, or not at all.
        var must = isPowerCut ? durableBefore.And(history.Durable) : before.And(history.Model);
        var may = history.ModelAndExpired;
        may.Add(before);
        may.Add(history.Attempted);
        history.Hidden.UnionWith(hiddenBefore);
        history.Kill(left);
        history.MarkDurable(durableBefore.And(history.Durable));
        history.Adopt(must, may, $"a crash during {name}");
        history.HasFailed = true;
        if (isPowerCut)
        {
            history.MarkDurable();
            return;
        }

        // What a deletion took that was not acknowledged may be back when the power fails.
        foreach (var (labels, sample) in before.Except(history.Model).ToList())
        {
            history.Expired.Add(labels, sample);
        }
    }
}
