using System.Buffers.Binary;
using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;

namespace Belfry.Tsdb.Blocks;

/// <summary>Writes a file from its start to its end in large pieces, with a running checksum. One thread.</summary>
internal sealed class FileBuffer(StoreFile file) : IDisposable
{
    private readonly byte[] buffer = new byte[256 << 10];
    private int used;
    private long flushed;
    private uint checksum;
    private int checkedUpTo;

    internal long LengthBytes => flushed + used;

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (used == buffer.Length)
            {
                Flush();
            }

            var part = bytes[..Math.Min(bytes.Length, buffer.Length - used)];
            part.CopyTo(buffer.AsSpan(used));
            used += part.Length;
            bytes = bytes[part.Length..];
        }
    }

    internal void WriteByte(byte value) => Write([value]);

    internal void WriteUInt32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        Write(bytes);
    }

    internal void WriteInt64(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Write(bytes);
    }

    internal void WriteUvarint(ulong value)
    {
        Span<byte> bytes = stackalloc byte[Uvarint.LengthBytesMax];
        Write(bytes[..Uvarint.Write(bytes, value)]);
    }

    /// <summary>Starts the checksum anew at this place.</summary>
    internal void BeginChecksum()
    {
        checksum = 0;
        checkedUpTo = used;
    }

    /// <summary>The checksum of everything since <see cref="BeginChecksum"/>.</summary>
    internal uint Checksum()
    {
        checksum = Crc32C.Compute(buffer.AsSpan(checkedUpTo, used - checkedUpTo), checksum);
        checkedUpTo = used;
        return checksum;
    }

    /// <summary>Writes out what is buffered and syncs the file.</summary>
    internal void Finish()
    {
        Flush();
        file.Sync();
    }

    public void Dispose() => file.Dispose();

    private void Flush()
    {
        Checksum();
        file.Write(flushed, buffer.AsSpan(0, used));
        flushed += used;
        used = 0;
        checkedUpTo = 0;
    }
}
