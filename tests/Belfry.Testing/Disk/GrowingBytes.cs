using System.Collections;

namespace Belfry.Testing.Disk;

/// <summary>A growing array of bytes.</summary>
internal sealed class GrowingBytes : IEnumerable<byte>
{
    private byte[] bytes = [];

    internal int Length { get; private set; }

    internal byte[] ToArray() => bytes[..Length];

    internal ReadOnlySpan<byte> Span => bytes.AsSpan(0, Length);

    internal void Resize(int length)
    {
        if (length > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(length, bytes.Length * 2));
        }

        if (length < Length)
        {
            bytes.AsSpan(length, Length - length).Clear();
        }

        Length = length;
    }

    internal void Write(int offset, ReadOnlySpan<byte> data)
    {
        if (offset + data.Length > Length)
        {
            Resize(offset + data.Length);
        }

        data.CopyTo(bytes.AsSpan(offset));
    }

    public void Add(byte octet) => Write(Length, [octet]);

    public IEnumerator<byte> GetEnumerator() => ((IEnumerable<byte>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
