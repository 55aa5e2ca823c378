namespace Belfry.Testing.Disk;

/// <summary>What all folders of one <see cref="MemoryDirectory"/> tree share.</summary>
internal sealed class MemoryDisk
{
    /// <summary>Guards the tree and every file's content.</summary>
    internal Lock TreeLock { get; } = new();

    internal DiskFaults Faults { get; } = new();
}
