using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Belfry.Platform.Disk;

/// <summary>A <see cref="StoreDirectory"/> on the machine's file system.</summary>
public sealed partial class DiskDirectory : StoreDirectory
{
    private DiskDirectory(string path) => Path = path;

    /// <inheritdoc/>
    public override string Path { get; }

    /// <summary>The folder at <paramref name="path"/>, made with its parents when missing.</summary>
    public static DiskDirectory OpenOrCreate(string path) =>
        new(Directory.CreateDirectory(System.IO.Path.GetFullPath(path)).FullName);

    /// <summary>The folder at <paramref name="path"/>; null when there is none.</summary>
    public static DiskDirectory? TryOpen(string path) =>
        Directory.Exists(path) ? new DiskDirectory(System.IO.Path.GetFullPath(path)) : null;

    /// <inheritdoc/>
    public override StoreDirectory Subdirectory(string name) => OpenOrCreate(At(name));

    /// <inheritdoc/>
    public override IReadOnlyList<string> Files() => Names(Directory.EnumerateFiles(Path));

    /// <inheritdoc/>
    public override IReadOnlyList<string> Directories() => Names(Directory.EnumerateDirectories(Path));

    /// <inheritdoc/>
    public override StoreFile Create(string name) => new DiskFile(name, File.OpenHandle(
        At(name), FileMode.Create, FileAccess.ReadWrite, FileShare.Read));

    /// <inheritdoc/>
    public override StoreFile Open(string name, bool writable) => new DiskFile(name, File.OpenHandle(
        At(name),
        FileMode.Open,
        writable ? FileAccess.ReadWrite : FileAccess.Read,
        writable ? FileShare.Read : FileShare.ReadWrite));

    /// <inheritdoc/>
    public override MappedFile Map(string name) => DiskMappedFile.Map(At(name));

    /// <inheritdoc/>
    public override void Rename(string from, string to)
    {
        if (Directory.Exists(At(from)))
        {
            Directory.Move(At(from), At(to));
            return;
        }

        File.Move(At(from), At(to), overwrite: true);
    }

    /// <inheritdoc/>
    public override void Move(string name, StoreDirectory destination)
    {
        var target = System.IO.Path.Combine(destination.Path, name);
        if (Directory.Exists(At(name)))
        {
            Directory.Move(At(name), target);
            return;
        }

        File.Move(At(name), target);
    }

    /// <inheritdoc/>
    public override void Delete(string name) => File.Delete(At(name));

    /// <inheritdoc/>
    public override void DeleteDirectory(string name)
    {
        if (Directory.Exists(At(name)))
        {
            Directory.Delete(At(name), recursive: true);
        }
    }

    /// <inheritdoc/>
    public override void Link(string name, StoreDirectory destination, string newName)
    {
        var target = System.IO.Path.Combine(destination.Path, newName);
        if (OperatingSystem.IsWindows() || link(At(name), target) != 0)
        {
            File.Copy(At(name), target);
        }
    }

    /// <inheritdoc/>
    public override void Sync()
    {
        // Windows makes names durable with the file; elsewhere the folder itself is a file to be synced.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var handle = new SafeFileHandle(open(Path, 0), ownsHandle: true);
        if (handle.IsInvalid || fsync(handle) != 0)
        {
            throw new IOException(
                $"cannot sync the folder `{Path}`: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        }
    }

    /// <inheritdoc/>
    public override IDisposable? TryLock(string name)
    {
        try
        {
            return new FileStream(At(name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(At(name)))
        {
            // The contract's answer for a lock that is held; a folder that cannot be written throws another type.
            return null;
        }
    }

    private string At(string name) => System.IO.Path.Combine(Path, name);

    private static List<string> Names(IEnumerable<string> paths)
    {
        var names = paths.Select(path => System.IO.Path.GetFileName(path)).ToList();
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle file);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int link(string from, string to);
}
