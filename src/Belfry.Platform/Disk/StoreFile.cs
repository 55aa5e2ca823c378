namespace Belfry.Platform.Disk;

/// <summary>
/// An open file of a <see cref="StoreDirectory"/>. One thread at a time writes; reads may run beside it. Written bytes
/// survive the process at once and a power cut after <see cref="Sync"/>. Members throw <see cref="IOException"/> when
/// the world fails; a failed write may have written a part.
/// </summary>
public abstract class StoreFile : IDisposable
{
    /// <summary>The file's name, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>The file's length.</summary>
    public abstract long LengthBytes { get; }

    /// <summary>
    /// Writes all of <paramref name="data"/> at <paramref name="offset"/>, growing the file as needed.
    /// </summary>
    public abstract void Write(long offset, ReadOnlySpan<byte> data);

    /// <summary>
    /// Reads at <paramref name="offset"/>; returns the bytes read, fewer than asked only at the end of the file.
    /// </summary>
    public abstract int Read(long offset, Span<byte> destination);

    /// <summary>Cuts or extends the file to this length.</summary>
    public abstract void Truncate(long lengthBytes);

    /// <summary>Makes every byte written so far durable.</summary>
    public abstract void Sync();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the file.</summary>
    protected abstract void Dispose(bool disposing);
}
