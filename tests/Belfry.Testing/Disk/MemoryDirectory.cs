using Belfry.Platform.Disk;

namespace Belfry.Testing.Disk;

/// <summary>
/// A <see cref="StoreDirectory"/> in memory that can fail on demand and be cloned as a power cut would leave it.
/// <list type="bullet">
/// <item>Faults: <see cref="Faults"/> says which operation fails, and how much room the disk has.</item>
/// <item><see cref="ProcessClone"/>: what a killed process leaves, every write that was made; what was not synced is
/// still
/// not.</item>
/// <item><see cref="CrashClone"/>: what a power cut may leave. Synced bytes and names are there. Of each file's bytes
/// that were not synced, each block of 512 may be old or new; a file that grew may have any length between; names that
/// were not synced may be old or new.</item>
/// </list>
/// Directories themselves are durable at once. All folders of one tree share one lock and one fault plan. Thread-safe.
/// </summary>
public sealed class MemoryDirectory : StoreDirectory
{
    private readonly MemoryDisk disk;
    private readonly MemoryFolder folder;

    /// <summary>A new, empty disk's root.</summary>
    public MemoryDirectory()
        : this(new MemoryDisk(), new MemoryFolder(), "/memory")
    {
    }

    internal MemoryDirectory(MemoryDisk disk, MemoryFolder folder, string path)
    {
        this.disk = disk;
        this.folder = folder;
        Path = path;
    }

    /// <summary>What goes wrong, for the whole tree.</summary>
    public DiskFaults Faults => disk.Faults;

    /// <inheritdoc/>
    public override string Path { get; }

    /// <inheritdoc/>
    public override StoreDirectory Subdirectory(string name)
    {
        lock (disk.TreeLock)
        {
            if (!folder.Folders.TryGetValue(name, out var inner))
            {
                inner = new MemoryFolder();
                folder.Folders.Add(name, inner);
            }

            return new MemoryDirectory(disk, inner, $"{Path}/{name}");
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Files()
    {
        lock (disk.TreeLock)
        {
            return [.. folder.Files.Keys];
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Directories()
    {
        lock (disk.TreeLock)
        {
            return [.. folder.Folders.Keys];
        }
    }

    /// <inheritdoc/>
    public override StoreFile Create(string name)
    {
        lock (disk.TreeLock)
        {
            disk.Faults.Check(DiskOperation.Create, name);
            if (folder.Files.TryGetValue(name, out var existing))
            {
                disk.Faults.Free(existing.Current.Length);
                existing.Current = [];
                return new MemoryFile(disk, existing, name);
            }

            var file = new MemoryFileContent();
            folder.Files.Add(name, file);
            return new MemoryFile(disk, file, name);
        }
    }

    /// <inheritdoc/>
    public override StoreFile Open(string name, bool writable)
    {
        lock (disk.TreeLock)
        {
            disk.Faults.Check(DiskOperation.Open, name);
            return new MemoryFile(disk, Find(name), name);
        }
    }

    /// <inheritdoc/>
    public override MappedFile Map(string name)
    {
        lock (disk.TreeLock)
        {
            disk.Faults.Check(DiskOperation.Map, name);
            return new MemoryMapping(Find(name).Current.ToArray());
        }
    }

    /// <inheritdoc/>
    public override void Rename(string from, string to)
    {
        lock (disk.TreeLock)
        {
            disk.Faults.Check(DiskOperation.Rename, from);
            if (folder.Folders.Remove(from, out var inner))
            {
                // A folder at the new name that is not empty makes a real rename fail.
                if (folder.Folders.TryGetValue(to, out var replaced) && replaced.Files.Count > 0)
                {
                    folder.Folders.Add(from, inner);
                    throw new IOException($"folder `{to}` is not empty");
                }

                folder.Folders[to] = inner;
                return;
            }

            var file = Find(from);
            folder.Files.Remove(from);
            folder.Files[to] = file;
        }
    }

    /// <inheritdoc/>
    public override void Move(string name, StoreDirectory destination)
    {
        lock (disk.TreeLock)
        {
            disk.Faults.Check(DiskOperation.Rename, name);
            var other = ((MemoryDirectory)destination).folder;
            if (other.Files.ContainsKey(name) || other.Folders.ContainsKey(name))
            {
                throw new IOException($"`{name}` exists");
            }

            if (folder.Folders.Remove(name, out var inner))
            {
                other.Folders.Add(name, inner);
                return;
            }

            other.Files.Add(name, Find(name));
            folder.Files.Remove(name);
        }
    }

    /// <inheritdoc/>
    public override void Delete(string name)
    {
        lock (disk.TreeLock)
        {
            disk.Faults.Check(DiskOperation.Delete, name);
            if (folder.Files.Remove(name, out var file))
            {
                disk.Faults.Free(file.Current.Length);
            }
        }
    }

    /// <inheritdoc/>
    public override void DeleteDirectory(string name)
    {
        lock (disk.TreeLock)
        {
            disk.Faults.Check(DiskOperation.Delete, name);
            if (folder.Folders.Remove(name, out var inner))
            {
                disk.Faults.Free(inner.SizeBytes());
            }
        }
    }

    /// <inheritdoc/>
    public override void Link(string name, StoreDirectory destination, string newName)
    {
        lock (disk.TreeLock)
        {
            disk.Faults.Check(DiskOperation.Create, newName);
            var other = (MemoryDirectory)destination;
            if (!other.folder.Files.TryAdd(newName, Find(name)))
            {
                throw new IOException($"file `{newName}` exists");
            }
        }
    }

    /// <inheritdoc/>
    public override void Sync()
    {
        lock (disk.TreeLock)
        {
            disk.Faults.Check(DiskOperation.Sync, Path);
            folder.Sync();
        }
    }

    /// <inheritdoc/>
    public override IDisposable? TryLock(string name)
    {
        lock (disk.TreeLock)
        {
            if (!folder.Locks.Add(name))
            {
                return null;
            }

            folder.Files.TryAdd(name, new MemoryFileContent());
            return new Held(this, name);
        }
    }

    /// <summary>A copy of everything as a killed process leaves it; locks are free, faults are none.</summary>
    public MemoryDirectory ProcessClone() => Clone(content => content.ProcessClone());

    /// <summary>A copy as a power cut may leave it; each seed gives one possibility. Locks are free, faults are
    /// none.</summary>
    public MemoryDirectory CrashClone(int seed)
    {
        var random = new Random(seed);
        return Clone(content => content.CrashClone(random));
    }

    /// <summary>The bytes of a file as a process sees them.</summary>
    public byte[] ReadAll(string name)
    {
        lock (disk.TreeLock)
        {
            return Find(name).Current.ToArray();
        }
    }

    /// <summary>Replaces the bytes of a file, as damage would: nothing is counted, nothing fails, all is
    /// durable.</summary>
    public void Overwrite(string name, byte[] bytes)
    {
        lock (disk.TreeLock)
        {
            var file = Find(name);
            file.Current = [.. bytes];
            file.Sync();
        }
    }

    private MemoryDirectory Clone(Func<MemoryFolder, MemoryFolder> copy)
    {
        lock (disk.TreeLock)
        {
            return new MemoryDirectory(new MemoryDisk(), copy(folder), Path);
        }
    }

    private MemoryFileContent Find(string name) => folder.Files.TryGetValue(name, out var file)
        ? file
        : throw new FileNotFoundException($"file `{Path}/{name}` does not exist", name);

    private sealed class Held(MemoryDirectory owner, string name) : IDisposable
    {
        public void Dispose()
        {
            lock (owner.disk.TreeLock)
            {
                owner.folder.Locks.Remove(name);
            }
        }
    }
}
