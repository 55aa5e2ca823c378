namespace Belfry.Platform.Disk;

/// <summary>
/// A folder that only this process writes. The one door to the disk: the real one is <see cref="DiskDirectory"/>, tests
/// have one in memory that can be cloned as a crash would leave it. Names are single path parts. Thread-safe, but no
/// two threads may write the same file. A change of names (create, rename, delete) survives a power cut only after
/// <see cref="Sync"/>; a file's bytes only after <see cref="StoreFile.Sync"/>. All members throw
/// <see cref="IOException"/> (or <see cref="UnauthorizedAccessException"/>) when the world fails.
/// </summary>
public abstract class StoreDirectory
{
    /// <summary>The folder's path, for messages.</summary>
    public abstract string Path { get; }

    /// <summary>The folder <paramref name="name"/> inside this one, made when missing.</summary>
    public abstract StoreDirectory Subdirectory(string name);

    /// <summary>The names of the files here, sorted by ordinal.</summary>
    public abstract IReadOnlyList<string> Files();

    /// <summary>The names of the folders here, sorted by ordinal.</summary>
    public abstract IReadOnlyList<string> Directories();

    /// <summary>A new, empty file for writing and reading; an existing one is emptied.</summary>
    public abstract StoreFile Create(string name);

    /// <summary>An existing file. Throws <see cref="FileNotFoundException"/> when there is none.</summary>
    public abstract StoreFile Open(string name, bool writable);

    /// <summary>An existing file as memory that must not be changed on disk while it is mapped. May be empty.</summary>
    public abstract MappedFile Map(string name);

    /// <summary>Renames a file or folder within this folder; a file at the new name is replaced in one step.</summary>
    public abstract void Rename(string from, string to);

    /// <summary>
    /// Moves a file or folder, in one step, into <paramref name="destination"/>, which is of the same kind and on the
    /// same volume and has nothing of this name.
    /// </summary>
    public abstract void Move(string name, StoreDirectory destination);

    /// <summary>Deletes a file; nothing happens when there is none.</summary>
    public abstract void Delete(string name);

    /// <summary>Deletes a folder with all it holds; nothing happens when there is none.</summary>
    public abstract void DeleteDirectory(string name);

    /// <summary>
    /// Gives the file <paramref name="name"/> a second name in <paramref name="destination"/>, which is of the same
    /// kind and on the same volume: a hard link, or a copy where links are not to be had.
    /// </summary>
    public abstract void Link(string name, StoreDirectory destination, string newName);

    /// <summary>Makes the names in this folder durable.</summary>
    public abstract void Sync();

    /// <summary>
    /// Takes the lock file <paramref name="name"/> until the result is disposed or the process ends, however it ends.
    /// Null when another process holds it.
    /// </summary>
    public abstract IDisposable? TryLock(string name);

    /// <summary>True when a file or folder of this name is here.</summary>
    public bool Exists(string name) => Files().Contains(name) || Directories().Contains(name);
}
