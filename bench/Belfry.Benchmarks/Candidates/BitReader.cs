using System.Buffers.Binary;

namespace Belfry.Benchmarks.Candidates;

/// <summary>Bits from bytes, the lowest first. Eight bytes behind the last must be readable.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> source = source;
    private long position;

    internal ulong Read(int width)
    {
        if (width > 56)
        {
            var low = Read(32);
            return low | (Read(width - 32) << 32);
        }

        var word = BinaryPrimitives.ReadUInt64LittleEndian(source[(int)(position >> 3)..]) >> (int)(position & 7);
        position += width;
        return word & ((1ul << width) - 1);
    }
}
