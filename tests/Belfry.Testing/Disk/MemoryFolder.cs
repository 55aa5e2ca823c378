namespace Belfry.Testing.Disk;

/// <summary>The names in one folder, as they are and as they were when last synced. Guarded by the disk's
/// lock.</summary>
internal sealed class MemoryFolder
{
    private Dictionary<string, MemoryFileContent> syncedFiles = new(StringComparer.Ordinal);

    internal SortedDictionary<string, MemoryFileContent> Files { get; } = new(StringComparer.Ordinal);

    internal SortedDictionary<string, MemoryFolder> Folders { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> Locks { get; } = new(StringComparer.Ordinal);

    internal void Sync() => syncedFiles = new Dictionary<string, MemoryFileContent>(Files, StringComparer.Ordinal);

    internal long SizeBytes() =>
        Files.Values.Sum(file => (long)file.Current.Length) + Folders.Values.Sum(inner => inner.SizeBytes());

    internal MemoryFolder ProcessClone()
    {
        // What was not synced is as unsafe afterwards as it was before.
        var contents = Files.Values.Union(syncedFiles.Values).ToDictionary(file => file, file => file.Clone());
        var copy = new MemoryFolder
        {
            syncedFiles = syncedFiles.ToDictionary(file => file.Key, file => contents[file.Value], StringComparer.Ordinal),
        };
        foreach (var (name, file) in Files)
        {
            copy.Files.Add(name, contents[file]);
        }

        foreach (var (name, inner) in Folders)
        {
            copy.Folders.Add(name, inner.ProcessClone());
        }

        return copy;
    }

    internal MemoryFolder CrashClone(Random random)
    {
        var copy = new MemoryFolder();
        foreach (var name in Files.Keys.Union(syncedFiles.Keys).Order(StringComparer.Ordinal))
        {
            var before = syncedFiles.GetValueOrDefault(name);
            var after = Files.GetValueOrDefault(name);
            var survivor = ReferenceEquals(before, after) || random.Next(2) == 0 ? after : before;
            if (survivor is not null)
            {
                copy.Files.Add(name, new MemoryFileContent(survivor.CrashContent(random)));
            }
        }

        foreach (var (name, inner) in Folders)
        {
            copy.Folders.Add(name, inner.CrashClone(random));
        }

        copy.Sync();
        return copy;
    }
}
