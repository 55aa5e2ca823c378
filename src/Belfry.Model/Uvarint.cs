namespace Belfry.Model;

/// <summary>Unsigned base-128 integers, least significant group first (protobuf's varint, Go's uvarint).</summary>
public static class Uvarint
{
    /// <summary>The most bytes that one 64-bit value takes.</summary>
    public const int LengthBytesMax = 10;

    /// <summary>
    /// Writes <paramref name="value"/> at the start of <paramref name="destination"/>; returns the bytes written.
    /// </summary>
    [HotPath]
    public static int Write(Span<byte> destination, ulong value)
    {
        var written = 0;
        while (value >= 0x80)
        {
            destination[written++] = (byte)(value | 0x80);
            value >>= 7;
        }

        destination[written++] = (byte)value;
        return written;
    }

    /// <summary>How many bytes <see cref="Write"/> takes for <paramref name="value"/>: 1 to 10.</summary>
    public static int LengthBytes(ulong value)
    {
        var length = 1;
        while (value >= 0x80)
        {
            value >>= 7;
            length++;
        }

        return length;
    }

    /// <summary>
    /// Reads a value from the start of <paramref name="source"/>. False, with nothing consumed, when the source ends
    /// within the value or the value does not fit in 64 bits.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out ulong value, out int lengthBytes)
    {
        value = 0;
        lengthBytes = 0;
        var shift = 0;
        for (var index = 0; index < source.Length && index < LengthBytesMax; index++)
        {
            var octet = source[index];
            if (index == LengthBytesMax - 1 && octet > 1)
            {
                break;
            }

            value |= (ulong)(octet & 0x7f) << shift;
            shift += 7;
            if (octet < 0x80)
            {
                lengthBytes = index + 1;
                return true;
            }
        }

        value = 0;
        return false;
    }
}
