using System.Buffers.Binary;
using System.Numerics;
using Belfry.Model;

namespace Belfry.Storage.Blocks;

/// <summary>CRC-32C (Castagnoli, RFC 3720 appendix B.4): the checksum of every file this house writes.</summary>
public static class Crc32C
{
    /// <summary>
    /// The checksum of <paramref name="data"/>. To go on with another part, pass the result for the parts before it.
    /// Allocates nothing.
    /// </summary>
    [HotPath]
    public static uint Compute(ReadOnlySpan<byte> data, uint previous = 0)
    {
        var crc = ~previous;
        while (data.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[8..];
        }

        foreach (var octet in data)
        {
            crc = BitOperations.Crc32C(crc, octet);
        }

        return ~crc;
    }
}
