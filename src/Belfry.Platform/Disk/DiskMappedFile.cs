using System.IO.MemoryMappedFiles;

namespace Belfry.Platform.Disk;

/// <summary>A <see cref="MappedFile"/> of the machine's file system.</summary>
internal sealed unsafe class DiskMappedFile : MappedFile
{
    private readonly MemoryMappedFile? file;
    private readonly MemoryMappedViewAccessor? view;
    private byte* start;

    private DiskMappedFile(MemoryMappedFile? file, long lengthBytes)
    {
        this.file = file;
        LengthBytes = lengthBytes;
        if (file is not null)
        {
            view = file.CreateViewAccessor(0, lengthBytes, MemoryMappedFileAccess.Read);
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        }
    }

    /// <inheritdoc/>
    public override long LengthBytes { get; }

    internal static DiskMappedFile Map(string path)
    {
        var handle = File.OpenHandle(path, share: FileShare.Read | FileShare.Delete);
        var lengthBytes = RandomAccess.GetLength(handle);
        if (lengthBytes == 0)
        {
            // An empty mapping is an error to the operating system.
            handle.Dispose();
            return new DiskMappedFile(null, 0);
        }

        return new DiskMappedFile(
            MemoryMappedFile.CreateFromFile(
                handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false),
            lengthBytes);
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Slice(long offset, int lengthBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(lengthBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, LengthBytes - lengthBytes);
        return new ReadOnlySpan<byte>(start + offset, lengthBytes);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (start is not null)
        {
            view!.SafeMemoryMappedViewHandle.ReleasePointer();
            start = null;
        }

        view?.Dispose();
        file?.Dispose();
    }
}
