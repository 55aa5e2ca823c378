using System.Buffers.Binary;
using Belfry.Model;

namespace Belfry.Storage.Blocks;

/// <summary>
/// A block's name: a ULID, so names sort by the time they were made. The default value is the least of all and names no
/// block. Text form: 26 characters of Crockford's base 32 (github.com/ulid/spec).
/// </summary>
/// <param name="Value">48 bits of milliseconds, then 80 random bits.</param>
public readonly record struct BlockId(UInt128 Value) : IComparable<BlockId>
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 26;

    /// <summary>
    /// A new name, which sorts behind <paramref name="newest"/> even when the clock was set back: of blocks that
    /// overlap the order of names says which came first.
    /// </summary>
    public static BlockId Create(TimestampMs now, Random random, BlockId newest)
    {
        var drawn = Create(now, random);
        return drawn > newest || newest.Value == UInt128.MaxValue ? drawn : new BlockId(newest.Value + 1);
    }

    private static BlockId Create(TimestampMs now, Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(now.Value >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)now.Value);
        return new BlockId(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>Reads the text form; false when it is none.</summary>
    public static bool TryParse(string text, out BlockId id)
    {
        id = default;
        if (text.Length != Length || text[0] > '7')
        {
            return false;
        }

        UInt128 value = 0;
        foreach (var character in text)
        {
            var digit = Digits.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            value = (value << 5) | (UInt128)(uint)digit;
        }

        id = new BlockId(value);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(BlockId other) => Value.CompareTo(other.Value);

    /// <summary>True when the left name is older.</summary>
    public static bool operator <(BlockId left, BlockId right) => left.CompareTo(right) < 0;

    /// <summary>True when the left name is newer.</summary>
    public static bool operator >(BlockId left, BlockId right) => left.CompareTo(right) > 0;

    /// <summary>True when the left name is not newer.</summary>
    public static bool operator <=(BlockId left, BlockId right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left name is not older.</summary>
    public static bool operator >=(BlockId left, BlockId right) => left.CompareTo(right) >= 0;

    /// <summary>The text form, which is the folder's name.</summary>
    public override string ToString() => string.Create(Length, Value, static (text, value) =>
    {
        for (var index = Length - 1; index >= 0; index--)
        {
            text[index] = Digits[(int)(uint)(value & 31)];
            value >>= 5;
        }
    });
}
