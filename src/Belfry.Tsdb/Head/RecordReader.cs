using System.Buffers.Binary;
using Belfry.Model;

namespace Belfry.Tsdb.Head;

/// <summary>
/// Takes the parts of a head record off its payload; what is cut short throws
/// <see cref="Storage.Contracts.StorageFailureException"/>.
/// </summary>
internal ref struct RecordReader(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> rest = payload;

    internal readonly bool IsAtEnd => rest.IsEmpty;

    /// <summary>What was not taken yet.</summary>
    internal readonly ReadOnlySpan<byte> Rest => rest;

    internal byte TakeByte() => TakeBytes(1)[0];

    internal uint TakeId()
    {
        var id = TakeUnsigned();
        return id is 0 or > uint.MaxValue ? throw HeadRecords.Malformed() : (uint)id;
    }

    internal ulong TakeUnsigned()
    {
        if (!rest.IsEmpty && rest[0] < 0x80)
        {
            var small = rest[0];
            rest = rest[1..];
            return small;
        }

        if (!Uvarint.TryRead(rest, out var value, out var used))
        {
            throw HeadRecords.Malformed();
        }

        rest = rest[used..];
        return value;
    }

    internal long TakeSigned()
    {
        var zigzag = TakeUnsigned();
        return Zigzag.Decode(zigzag);
    }

    internal double TakeDouble() => BinaryPrimitives.ReadDoubleLittleEndian(TakeBytes(8));

    /// <summary>The value whose first bytes, highest first, are these many; the others are zero.</summary>
    internal double TakeShortened(int lengthBytes)
    {
        if (rest.Length >= 8)
        {
            var word = BinaryPrimitives.ReadUInt64BigEndian(rest);
            rest = rest[lengthBytes..];
            return BitConverter.UInt64BitsToDouble(
                lengthBytes == 0 ? 0 : word & (ulong.MaxValue << (64 - (8 * lengthBytes))));
        }

        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        TakeBytes(lengthBytes).CopyTo(bytes);
        return BitConverter.UInt64BitsToDouble(BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }

    internal ReadOnlySpan<byte> TakeBytes(long lengthBytes)
    {
        if ((ulong)lengthBytes > (ulong)rest.Length)
        {
            throw HeadRecords.Malformed();
        }

        var bytes = rest[..(int)lengthBytes];
        rest = rest[(int)lengthBytes..];
        return bytes;
    }
}
