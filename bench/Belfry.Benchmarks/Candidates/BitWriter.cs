using System.Buffers.Binary;

namespace Belfry.Benchmarks.Candidates;

/// <summary>Bits into bytes, the lowest first.</summary>
internal ref struct BitWriter(Span<byte> destination)
{
    private readonly Span<byte> destination = destination;
    private ulong word;
    private int used;
    private int offset;

    internal void Write(ulong bits, int width)
    {
        word |= bits << used;
        used += width;
        if (used >= 64)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination[offset..], word);
            offset += 8;
            used -= 64;
            word = used == 0 ? 0 : bits >> (width - used);
        }
    }

    internal readonly int Finish()
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination[offset..], word);
        return offset + ((used + 7) >> 3);
    }
}
