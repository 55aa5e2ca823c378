using System.Buffers.Binary;

namespace Belfry.Model;

/// <summary>Times as Prometheus's JSON has them, in UTF-8.</summary>
public static class SecondsUtf8
{
    /// <summary>The bytes that a destination has to have; more than any text takes.</summary>
    public const int LengthMax = 32;

    /// <summary>
    /// Writes seconds with three places when they are not whole: <c>1435781430</c>, <c>1435781430.780</c>. The text
    /// begins at the start of <paramref name="destination"/>; what follows it may be overwritten.
    /// </summary>
    /// <returns>The length of the text.</returns>
    public static int Write(Span<byte> destination, TimestampMs timestamp)
    {
        destination[0] = (byte)'-';
        var written = timestamp.Value < 0 ? 1 : 0;
        var magnitude = timestamp.Value < 0 ? 0 - (ulong)timestamp.Value : (ulong)timestamp.Value;
        var seconds = magnitude / 1000;
        written += DecimalDigits.WriteWhole(destination[written..], seconds);
        var fraction = (uint)(magnitude - (seconds * 1000));
        if (fraction == 0)
        {
            return written;
        }

        // The last three of eight digits, and a point in place of the one before.
        var digits = DecimalDigits.Eight(fraction) >> 32;
        BinaryPrimitives.WriteUInt32LittleEndian(destination[written..], (uint)digits | 0x3030_302e);
        return written + 4;
    }
}
