using System.Buffers.Binary;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;

namespace Belfry.Tsdb.Administration.Verification;

/// <summary>One section of an index as its table of contents describes it. Places in it are believed by nobody: every
/// read says whether it was inside.</summary>
internal sealed class IndexPart(MappedFile file, string name, long offset, long lengthBytes, uint checksum)
{
    private const int PieceSizeBytes = 1 << 20;

    internal string Name => name;

    internal long Offset => offset;

    internal long LengthBytes => lengthBytes;

    internal long EndOffset => offset + lengthBytes;

    internal bool IsInside => offset >= 0 && lengthBytes >= 0 && offset <= file.LengthBytes - lengthBytes;

    internal bool HasRightChecksum()
    {
        uint found = 0;
        for (long done = 0; done < lengthBytes;)
        {
            var piece = (int)Math.Min(PieceSizeBytes, lengthBytes - done);
            found = Crc32C.Compute(file.Slice(offset + done, piece), found);
            done += piece;
        }

        return found == checksum;
    }

    internal bool TrySlice(long start, long length, out ReadOnlySpan<byte> bytes)
    {
        var isInside = start >= 0 && length is >= 0 and <= int.MaxValue && start <= lengthBytes - length;
        bytes = isInside ? file.Slice(offset + start, (int)length) : default;
        return isInside;
    }

    /// <summary>Zero outside.</summary>
    internal uint UInt32At(long start) =>
        TrySlice(start, 4, out var bytes) ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;

    /// <summary>Zero outside.</summary>
    internal long Int64At(long start) =>
        TrySlice(start, 8, out var bytes) ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;
}
