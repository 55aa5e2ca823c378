using Belfry.Platform.Disk;

namespace Belfry.Testing.Disk;

/// <summary>A mapped file of a <see cref="MemoryDirectory"/>; reading it after it was disposed is a bug and
/// throws.</summary>
internal sealed class MemoryMapping(byte[] bytes) : MappedFile
{
    private bool isDisposed;

    /// <inheritdoc/>
    public override long LengthBytes => bytes.Length;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Slice(long offset, int lengthBytes)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(lengthBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, bytes.Length - lengthBytes);
        return bytes.AsSpan((int)offset, lengthBytes);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => isDisposed = true;
}
