namespace Belfry.Testing.Disk;

/// <summary>
/// What goes wrong on a <see cref="MemoryDirectory"/>. Set it from the test; the disk asks it under its lock.
/// <code>
/// disk.Faults.FailNth(DiskOperation.Rename, 2);          // the second rename from now on, once
/// disk.Faults.FailNth(DiskOperation.Write, 1, part: 10); // the next write stores ten bytes and fails
/// disk.Faults.FailWhen = (_, name) => name == "index";   // nothing works on such a file, until it is null again
/// disk.Faults.FreeBytes = 4096;                          // the disk is full after 4096 more bytes
/// disk.Faults.FreeBytes = long.MaxValue;                 // there is room again
/// disk.Faults.OnSync = () => clones.Add(disk.CrashClone(7));
/// </code>
/// </summary>
public sealed class DiskFaults
{
    private static readonly Plan Always = new() { Part = -1 };

    private readonly List<Plan> plans = [];
    private bool isSuspended;

    /// <summary>The bytes by which files may still grow. What does not fit is not written, and the write
    /// throws.</summary>
    public long FreeBytes { get; set; } = long.MaxValue;

    /// <summary>Operations so far, failed ones included: a loop over 1 to this number visits every operation
    /// once.</summary>
    public int OperationCount { get; private set; }

    /// <summary>Whether failures come as those of a file that this process may not use.</summary>
    public bool AreDenials { get; set; }

    /// <summary>How many operations were made to fail so far.</summary>
    public int FailureCount { get; private set; }

    /// <summary>Called before each operation, in the disk's lock; may clone the disk.</summary>
    public Action<DiskOperation, string>? OnOperation { get; set; }

    /// <summary>Which operations on which names fail, beside what is planned; null for none. <see cref="Clear"/> leaves
    /// it.</summary>
    public Func<DiskOperation, string, bool>? FailWhen { get; set; }

    /// <summary>Called after each successful sync of a file, in the disk's lock; may clone the disk.</summary>
    public Action? OnSync { get; set; }

    /// <summary>Makes the <paramref name="nth"/> operation of a kind from now on fail, once.</summary>
    /// <param name="operation">Which kind is counted.</param>
    /// <param name="nth">1 for the next one.</param>
    /// <param name="part">The bytes that a failing write stores; -1 for half of them.</param>
    /// <param name="times">How many operations from there on fail.</param>
    public void FailNth(DiskOperation operation, int nth, int part = -1, int times = 1) =>
        plans.Add(new Plan { Operation = operation, Remaining = nth, Part = part, Times = times });

    /// <summary>Nothing fails any more, and there is room.</summary>
    public void Clear()
    {
        plans.Clear();
        FreeBytes = long.MaxValue;
    }

    /// <summary>Does something outside of what is tried: nothing planned fails, or counts, meanwhile.</summary>
    public void Suspended(Action action)
    {
        isSuspended = true;
        try
        {
            action();
        }
        finally
        {
            isSuspended = false;
        }
    }

    internal void Check(DiskOperation operation, string name)
    {
        if (Hit(operation, name) is not null)
        {
            throw Failure(operation, name);
        }
    }

    internal int CheckWrite(string name, int lengthBytes, int growthBytes, out Exception? failure)
    {
        failure = null;
        if (Hit(DiskOperation.Write, name) is { } plan)
        {
            failure = Failure(DiskOperation.Write, name);
            return Math.Min(lengthBytes, plan.Part < 0 ? lengthBytes / 2 : plan.Part);
        }

        if (growthBytes > FreeBytes)
        {
            var fitting = lengthBytes - (int)(growthBytes - FreeBytes);
            FreeBytes = 0;
            FailureCount++;
            failure = new IOException($"no space left on device: `{name}`");
            return Math.Max(0, fitting);
        }

        FreeBytes -= FreeBytes == long.MaxValue ? 0 : growthBytes;
        return lengthBytes;
    }

    internal void Free(long lengthBytes)
    {
        if (FreeBytes != long.MaxValue)
        {
            FreeBytes += lengthBytes;
        }
    }

    internal void Synced() => OnSync?.Invoke();

    private Plan? Hit(DiskOperation operation, string name)
    {
        OperationCount++;
        OnOperation?.Invoke(operation, name);
        if (isSuspended)
        {
            return null;
        }

        Plan? hit = FailWhen?.Invoke(operation, name) == true ? Always : null;
        foreach (var plan in plans)
        {
            if (plan.Operation != DiskOperation.Any && plan.Operation != operation)
            {
                continue;
            }

            plan.Remaining--;
            hit = plan.Remaining <= 0 && plan.Remaining > -plan.Times ? plan : hit;
        }

        FailureCount += hit is null ? 0 : 1;
        return hit;
    }

    private Exception Failure(DiskOperation operation, string name) => AreDenials
        ? new UnauthorizedAccessException($"injected denial of {operation} on `{name}`")
        : new IOException($"injected failure of {operation} on `{name}`");

    private sealed class Plan
    {
        internal DiskOperation Operation { get; init; }

        internal int Remaining { get; set; }

        internal int Part { get; init; }

        internal int Times { get; init; }
    }
}
