using Belfry.Platform.Disk;

namespace Belfry.Testing.Disk;

/// <summary>An open file of a <see cref="MemoryDirectory"/>.</summary>
internal sealed class MemoryFile(MemoryDisk disk, MemoryFileContent content, string name) : StoreFile
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override long LengthBytes
    {
        get
        {
            lock (disk.TreeLock)
            {
                return content.Current.Length;
            }
        }
    }

    /// <inheritdoc/>
    public override void Write(long offset, ReadOnlySpan<byte> data)
    {
        lock (disk.TreeLock)
        {
            var end = checked((int)(offset + data.Length));
            var growth = Math.Max(0, end - content.Current.Length);
            var allowed = disk.Faults.CheckWrite(name, data.Length, growth, out var failure);
            content.Current.Write((int)offset, data[..allowed]);
            if (failure is not null)
            {
                throw failure;
            }
        }
    }

    /// <inheritdoc/>
    public override int Read(long offset, Span<byte> destination)
    {
        lock (disk.TreeLock)
        {
            disk.Faults.Check(DiskOperation.Read, name);
            if (offset >= content.Current.Length)
            {
                return 0;
            }

            var rest = content.Current.Span[(int)offset..];
            var count = Math.Min(rest.Length, destination.Length);
            rest[..count].CopyTo(destination);
            return count;
        }
    }

    /// <inheritdoc/>
    public override void Truncate(long lengthBytes)
    {
        lock (disk.TreeLock)
        {
            disk.Faults.Check(DiskOperation.Truncate, name);
            disk.Faults.Free(content.Current.Length - lengthBytes);
            content.Current.Resize(checked((int)lengthBytes));
        }
    }

    /// <inheritdoc/>
    public override void Sync()
    {
        lock (disk.TreeLock)
        {
            disk.Faults.Check(DiskOperation.Sync, name);
            content.Sync();
            disk.Faults.Synced();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }
}
