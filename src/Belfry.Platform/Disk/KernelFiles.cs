using System.Buffers;
using System.Runtime.InteropServices;

namespace Belfry.Platform.Disk;

/// <summary>
/// Reads the small files in which a kernel shows its state, below one root such as <c>/proc</c> or <c>/sys</c>. Never
/// writes. Files that vanish, cannot be read or answer with an error are an ordinary outcome here, not an exception:
/// devices come and go. All bytes go through one buffer, so an instance is used by one thread at a time.
/// </summary>
public sealed partial class KernelFiles : IDisposable
{
    /// <summary>More of a file is not read; what is beyond is left out.</summary>
    public const int LengthBytesMax = 8 << 20;

    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(16 << 10);

    /// <summary>The files below <paramref name="root"/>, which need not exist.</summary>
    public KernelFiles(string root) => Root = root;

    /// <summary>The folder that all paths are relative to.</summary>
    public string Root { get; }

    /// <summary>
    /// Reads the whole file at <paramref name="path"/>, relative to the root. The bytes are valid until the next call
    /// of any member. False, with no bytes, when there is no such file or it cannot be read.
    /// </summary>
    public bool TryRead(string path, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        var length = OperatingSystem.IsLinux() ? ReadByCalls(At(path)) : -1;
        if (length < 0)
        {
            return false;
        }

        bytes = buffer.AsSpan(0, length);
        return true;
    }

    /// <summary>The names of what is in the folder, sorted by ordinal; empty when there is no such folder.</summary>
    public IReadOnlyList<string> Names(string path)
    {
        try
        {
            var entries = Directory.EnumerateFileSystemEntries(At(path));
            var names = entries.Select(Path.GetFileName).OfType<string>().ToArray();
            Array.Sort(names, StringComparer.Ordinal);
            return names;
        }
        catch (IOException)
        {
            return [];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The last part of what the link at <paramref name="path"/> points to; null when it is no link.</summary>
    public string? LinkTargetName(string path)
    {
        try
        {
            return Path.GetFileName(new FileInfo(At(path)).LinkTarget);
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// When the file was last written, in seconds since the Unix epoch; 0 when there is no such file.
    /// </summary>
    public double LastWriteSeconds(string path)
    {
        var file = new FileInfo(At(path));
        return file.Exists ? (file.LastWriteTimeUtc - DateTime.UnixEpoch).TotalSeconds : 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private string At(string path) => Path.Combine(Root, path);

    // Straight to the system: a handle object per file and an exception per unreadable one would cost more than the
    // reading, and hundreds of these files are read at each scrape.
    private int ReadByCalls(string path)
    {
        var file = open(path, CloseOnExec | NonBlocking);
        if (file < 0)
        {
            return -1;
        }

        var length = 0;
        while (true)
        {
            if (length == buffer.Length && !Grow())
            {
                break;
            }

            var count = (int)read(file, ref buffer[length], (nuint)(buffer.Length - length));
            if (count < 0)
            {
                length = -1;
                break;
            }

            if (count == 0)
            {
                break;
            }

            length += count;
        }

        _ = close(file);
        return length;
    }

    private bool Grow()
    {
        if (buffer.Length >= LengthBytesMax)
        {
            return false;
        }

        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
        return true;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int file, ref byte destination, nuint length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int file);
}
