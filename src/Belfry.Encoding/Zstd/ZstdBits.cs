using System.Buffers.Binary;

namespace Belfry.Encoding.Zstd;

/// <summary>Takes bits out of little-endian bytes.</summary>
internal static class ZstdBits
{
    /// <summary>Up to 32 bits from bit <paramref name="position"/>; what is outside the bytes is zeros.</summary>
    internal static uint Load(ReadOnlySpan<byte> bytes, int position, int bitCount)
    {
        if (bitCount == 0)
        {
            return 0;
        }

        var missing = 0;
        if (position < 0)
        {
            missing = Math.Min(-position, bitCount);
            position = 0;
        }

        var index = position >> 3;
        ulong word = 0;
        if (index + 8 <= bytes.Length)
        {
            word = BinaryPrimitives.ReadUInt64LittleEndian(bytes[index..]);
        }
        else
        {
            for (var place = index; place < bytes.Length; place++)
            {
                word |= (ulong)bytes[place] << ((place - index) * 8);
            }
        }

        var bits = (word >> (position & 7)) << missing;
        return (uint)(bits & ((1ul << bitCount) - 1));
    }
}
