namespace Belfry.Testing.Disk;

/// <summary>A file's bytes, as they are and as they were when last synced. Guarded by the disk's lock.</summary>
internal sealed class MemoryFileContent
{
    // The unit that a disk writes whole.
    private const int BlockSizeBytes = 512;

    private byte[] synced = [];

    internal MemoryFileContent()
    {
    }

    internal MemoryFileContent(byte[] bytes)
    {
        Current = [.. bytes];
        synced = bytes;
    }

    private MemoryFileContent(byte[] current, byte[] synced)
    {
        Current = [.. current];
        this.synced = synced;
    }

    internal GrowingBytes Current { get; set; } = new();

    internal void Sync() => synced = Current.ToArray();

    /// <summary>The same, synced or not, for another disk.</summary>
    internal MemoryFileContent Clone() => new(Current.ToArray(), synced);

    /// <summary>The bytes that a power cut may leave.</summary>
    internal byte[] CrashContent(Random random)
    {
        var current = Current.ToArray();
        if (current.AsSpan().SequenceEqual(synced))
        {
            return current;
        }

        var least = Math.Min(current.Length, synced.Length);
        var most = Math.Max(current.Length, synced.Length);
        var result = new byte[random.Next(4) switch { 0 => least, 1 => most, _ => random.Next(least, most + 1) }];
        for (var start = 0; start < result.Length; start += BlockSizeBytes)
        {
            var end = Math.Min(start + BlockSizeBytes, result.Length);
            var source = random.Next(3) > 0 ? current : synced;
            for (var index = start; index < end; index++)
            {
                // A block that was never written reads as zeros; bytes that are the same in both are safe.
                var isSafe = index < least && current[index] == synced[index];
                result[index] = isSafe ? synced[index] : index < source.Length ? source[index] : (byte)0;
            }
        }

        return result;
    }
}
