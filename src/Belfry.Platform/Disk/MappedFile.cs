namespace Belfry.Platform.Disk;

/// <summary>
/// A file's bytes as read-only memory, of any length. Any thread may read; the owner disposes it when no reader is
/// left.
/// </summary>
public abstract class MappedFile : IDisposable
{
    /// <summary>The file's length when it was mapped.</summary>
    public abstract long LengthBytes { get; }

    /// <summary>
    /// The bytes from <paramref name="offset"/>; valid until this is disposed. Throws
    /// <see cref="ArgumentOutOfRangeException"/> when they are not within the file.
    /// </summary>
    public abstract ReadOnlySpan<byte> Slice(long offset, int lengthBytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the memory back.</summary>
    protected abstract void Dispose(bool disposing);
}
