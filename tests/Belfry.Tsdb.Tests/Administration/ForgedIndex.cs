using System.Buffers.Binary;
using Belfry.Storage.Blocks;

namespace Belfry.Tsdb.Tests.Administration;

/// <summary>Changes bytes of an index and puts every checksum right again, as a bug in a writer would.</summary>
internal static class ForgedIndex
{
    private const int ContentsSizeBytes = 84;

    /// <summary>Where a section lies: 0 symbols, 1 series, 2 pairs, 3 postings.</summary>
    internal static (int Offset, int Length) Section(byte[] index, int section)
    {
        var entry = index.AsSpan(index.Length - ContentsSizeBytes + (section * 20));
        return (
            (int)BinaryPrimitives.ReadInt64LittleEndian(entry),
            (int)BinaryPrimitives.ReadInt64LittleEndian(entry[8..]));
    }

    internal static byte[] With(byte[] index, int offset, byte value)
    {
        var forged = (byte[])index.Clone();
        forged[offset] = value;
        var contents = forged.AsSpan(forged.Length - ContentsSizeBytes);
        for (var section = 0; section < 4; section++)
        {
            var (start, length) = Section(forged, section);
            BinaryPrimitives.WriteUInt32LittleEndian(
                contents[((section * 20) + 16)..], Crc32C.Compute(forged.AsSpan(start, length)));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(contents[^4..], Crc32C.Compute(contents[..^4]));
        return forged;
    }
}
