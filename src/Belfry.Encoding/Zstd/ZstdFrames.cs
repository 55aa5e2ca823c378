using System.Buffers.Binary;
using Belfry.Model;

namespace Belfry.Encoding.Zstd;

/// <summary>
/// Decodes Zstandard frames, whole and in memory: Prometheus compresses the records of its log with it. Dictionaries
/// are not known. Source: RFC 8878.
/// </summary>
public static class ZstdFrames
{
    private const uint Magic = 0xFD2FB528;
    private const uint SkippableMagic = 0x184D2A50;
    private const uint SkippableMask = 0xFFFFFFF0;
    private const int BlockHeaderBytes = 3;

    /// <summary>
    /// Decodes all frames in <paramref name="source"/> into <paramref name="destination"/>, which is replaced by a
    /// larger one as needed. False, with nothing to be used, when they are damaged, use a dictionary, or decode to more
    /// than <paramref name="lengthBytesMax"/>. Never throws for what the bytes are.
    /// </summary>
    public static bool TryDecode(
        ReadOnlySpan<byte> source, int lengthBytesMax, ref byte[] destination, out int lengthBytes)
    {
        lengthBytes = 0;
        while (!source.IsEmpty)
        {
            if (source.Length < 8)
            {
                return false;
            }

            var magic = BinaryPrimitives.ReadUInt32LittleEndian(source);
            if ((magic & SkippableMask) == SkippableMagic)
            {
                var skipped = BinaryPrimitives.ReadUInt32LittleEndian(source[4..]);
                if (skipped > source.Length - 8)
                {
                    return false;
                }

                source = source[(8 + (int)skipped)..];
                continue;
            }

            source = source[4..];
            if (magic != Magic || !TryFrame(ref source, lengthBytesMax, ref destination, ref lengthBytes))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryFrame(
        ref ReadOnlySpan<byte> source, int lengthBytesMax, ref byte[] destination, ref int written)
    {
        var start = written;
        if (!TryHeader(ref source, out var contentBytes, out var hasChecksum)
            || contentBytes > lengthBytesMax - start)
        {
            return false;
        }

        var block = new ZstdBlock();
        var isLast = false;
        while (!isLast)
        {
            if (!TryBlock(ref source, block, lengthBytesMax, ref destination, ref written, out isLast))
            {
                return false;
            }
        }

        var content = destination.AsSpan(start, written - start);
        if (contentBytes >= 0 && contentBytes != content.Length)
        {
            return false;
        }

        if (!hasChecksum)
        {
            return true;
        }

        if (source.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(source) != (uint)XxHash64.Hash(content))
        {
            return false;
        }

        source = source[4..];
        return true;
    }

    /// <summary>The content's size is -1 when the header does not tell.</summary>
    private static bool TryHeader(ref ReadOnlySpan<byte> source, out long contentBytes, out bool hasChecksum)
    {
        contentBytes = -1;
        hasChecksum = false;
        if (source.IsEmpty)
        {
            return false;
        }

        var descriptor = source[0];
        var isSingleSegment = (descriptor & 0x20) != 0;
        var windowBytes = isSingleSegment ? 0 : 1;
        var dictionaryBytes = (descriptor & 3) switch { 3 => 4, var one => one };
        var sizeBytes = (descriptor >> 6) switch { 0 => isSingleSegment ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        var isReservedSet = (descriptor & 8) != 0;
        hasChecksum = (descriptor & 4) != 0;
        var headerBytes = 1 + windowBytes + dictionaryBytes + sizeBytes;
        if (isReservedSet || headerBytes > source.Length
            || source.Slice(1 + windowBytes, dictionaryBytes).ContainsAnyExcept((byte)0))
        {
            return false;
        }

        var size = source.Slice(headerBytes - sizeBytes, sizeBytes);
        var content = sizeBytes switch
        {
            0 => ulong.MaxValue,
            1 => size[0],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(size) + 256ul,
            4 => BinaryPrimitives.ReadUInt32LittleEndian(size),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(size),
        };
        contentBytes = sizeBytes == 0 ? -1 : (long)Math.Min(content, long.MaxValue);
        source = source[headerBytes..];
        return true;
    }

    private static bool TryBlock(
        ref ReadOnlySpan<byte> source,
        ZstdBlock decoder,
        int lengthBytesMax,
        ref byte[] destination,
        ref int written,
        out bool isLast)
    {
        isLast = false;
        if (source.Length < BlockHeaderBytes)
        {
            return false;
        }

        var header = source[0] | (source[1] << 8) | (source[2] << 16);
        source = source[BlockHeaderBytes..];
        isLast = (header & 1) != 0;
        var kind = (header >> 1) & 3;
        var size = header >> 3;
        var storedBytes = kind == 1 ? 1 : size;
        if (kind == 3 || size > ZstdBlock.DecodedBytesMax || storedBytes > source.Length)
        {
            return false;
        }

        var stored = source[..storedBytes];
        source = source[storedBytes..];
        Grow(ref destination, written + (kind == 2 ? ZstdBlock.DecodedBytesMax : size));
        if (kind == 2)
        {
            return decoder.TryDecode(stored, destination, ref written) && written <= lengthBytesMax;
        }

        if (kind == 1)
        {
            destination.AsSpan(written, size).Fill(stored[0]);
        }
        else
        {
            stored.CopyTo(destination.AsSpan(written));
        }

        written += size;
        return written <= lengthBytesMax;
    }

    private static void Grow(ref byte[] buffer, int lengthBytes)
    {
        if (buffer.Length < lengthBytes)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, lengthBytes));
        }
    }
}
