using Microsoft.Win32.SafeHandles;

namespace Belfry.Platform.Disk;

/// <summary>A <see cref="StoreFile"/> on the machine's file system.</summary>
internal sealed class DiskFile(string name, SafeFileHandle handle) : StoreFile
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override long LengthBytes => RandomAccess.GetLength(handle);

    /// <inheritdoc/>
    public override void Write(long offset, ReadOnlySpan<byte> data) => RandomAccess.Write(handle, data, offset);

    /// <inheritdoc/>
    public override int Read(long offset, Span<byte> destination)
    {
        var total = 0;
        while (total < destination.Length)
        {
            var read = RandomAccess.Read(handle, destination[total..], offset + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    /// <inheritdoc/>
    public override void Truncate(long lengthBytes) => RandomAccess.SetLength(handle, lengthBytes);

    /// <inheritdoc/>
    public override void Sync() => RandomAccess.FlushToDisk(handle);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => handle.Dispose();
}
