using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Belfry.Model;

/// <summary>
/// Floats as Go's <c>strconv.FormatFloat</c> writes them, in UTF-8: the shortest digits that read back as the same
/// float. Every method writes from the start of a destination of at least <see cref="LengthMax"/> bytes, says how many
/// of them are the text, and may overwrite the others.
/// </summary>
public static class FloatUtf8
{
    /// <summary>The bytes that a destination has to have; more than any text takes.</summary>
    public const int LengthMax = 32;

    // All digits of a float in units of the last but the first.
    private const int DigitsMax = 17;
    private const ulong HeadUnit = 10_000_000_000_000_000;
    private const uint EightUnit = 100_000_000;

    // Integers below are exact and have fewer than 16 digits.
    private const long WholeEnd = 1_000_000_000_000_000;

    /// <summary>
    /// As Prometheus's JSON has values: plain (<c>'f'</c>) from 1e-6 to below 1e21, else with an exponent:
    /// <c>0.000001</c>, <c>1e-07</c>, <c>-0</c>, <c>NaN</c>, <c>+Inf</c>, <c>-Inf</c>.
    /// </summary>
    public static int WriteJson(Span<byte> destination, double value) =>
        TryWriteWhole(destination, value, WholeEnd, out var written)
            ? written
            : WriteShortest(destination, value, plainMin: -6, plainEnd: 21);

    /// <summary>
    /// With an exponent when that is below -4 or above 5 (<c>'g', -1, 64</c>): <c>0.0001</c>, <c>1e-05</c>,
    /// <c>123456</c>, <c>1.234567e+06</c>.
    /// </summary>
    public static int WriteGeneral(Span<byte> destination, double value) =>
        TryWriteWhole(destination, value, 1_000_000, out var written)
            ? written
            : WriteShortest(destination, value, plainMin: -4, plainEnd: 6);

    /// <summary>Always with an exponent of at least two digits (<c>'e', -1, 64</c>): <c>1.5e+09</c>.</summary>
    public static int WriteExponent(Span<byte> destination, double value) =>
        WriteShortest(destination, value, plainMin: 0, plainEnd: 0);

    // Most values are whole.
    private static bool TryWriteWhole(Span<byte> destination, double value, long end, out int written)
    {
        var whole = double.ConvertToIntegerNative<long>(value);
        if (whole != value || whole <= -end || whole >= end || (whole == 0 && double.IsNegative(value)))
        {
            written = 0;
            return false;
        }

        destination[0] = (byte)'-';
        var sign = whole < 0 ? 1 : 0;
        written = sign + DecimalDigits.WriteWhole(destination[sign..], (ulong)Math.Abs(whole));
        return true;
    }

    // Plain when the exponent of the first digit is from plainMin to below plainEnd.
    private static int WriteShortest(Span<byte> destination, double value, int plainMin, int plainEnd)
    {
        if (!double.IsFinite(value))
        {
            var text = double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8;
            text.CopyTo(destination);
            return text.Length;
        }

        var digits = ShortestDecimal.Of(Math.Abs(value), out var exponent);
        var count = DecimalDigits.Count(digits);
        exponent += count - 1;

        // The first digit, and the sixteen after it: eight in each of two words, the earliest in the lowest byte.
        digits *= DecimalDigits.TenTo(DigitsMax - count);
        var head = digits / HeadUnit;
        var rest = digits - (head * HeadUnit);
        var upper = (uint)(rest / EightUnit);
        var early = DecimalDigits.Eight(upper);
        var late = DecimalDigits.Eight((uint)(rest - ((ulong)upper * EightUnit)));
        var zeros = late != 0
            ? BitOperations.LeadingZeroCount(late) / 8
            : 8 + (BitOperations.LeadingZeroCount(early) / 8);
        count = DigitsMax - zeros;

        destination[0] = (byte)'-';
        var sign = double.IsNegative(value) ? 1 : 0;
        destination = destination[sign..];
        var first = (byte)('0' + head);
        var others = Vector128.Create(early, late).AsByte() | Vector128.Create((byte)'0');
        if (exponent < plainMin || exponent >= plainEnd)
        {
            return sign + LayExponent(destination, first, others, count, exponent);
        }

        return sign + (exponent < 0
            ? LayFraction(destination, first, others, count, exponent)
            : LayPoint(destination, first, others, count, exponent));
    }

    // 0.00123
    private static int LayFraction(
        Span<byte> destination, byte first, Vector128<byte> others, int count, int exponent)
    {
        "0.000000"u8.CopyTo(destination);
        destination[1 - exponent] = first;
        others.CopyTo(destination[(2 - exponent)..]);
        return 1 - exponent + count;
    }

    // 12.3, and 1230 when the digits end before the point would come
    private static int LayPoint(Span<byte> destination, byte first, Vector128<byte> others, int count, int exponent)
    {
        destination[0] = first;
        if (exponent + 1 >= count)
        {
            others.CopyTo(destination[1..]);
            BinaryPrimitives.WriteUInt64LittleEndian(destination[DigitsMax..], 0x3030_3030_3030_3030);
            return exponent + 1;
        }

        // Digits before the point stay, those after it move by one.
        var moved = Vector128.Shuffle(
            others, Vector128.Create((byte)0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14));
        var place = Vector128.Create((byte)exponent);
        var laid = Vector128.ConditionalSelect(
            Vector128.LessThan(Vector128<byte>.Indices, place),
            others,
            Vector128.ConditionalSelect(
                Vector128.Equals(Vector128<byte>.Indices, place), Vector128.Create((byte)'.'), moved));
        laid.CopyTo(destination[1..]);
        destination[DigitsMax] = others[15];
        return count + 1;
    }

    // 1.23e-07
    private static int LayExponent(
        Span<byte> destination, byte first, Vector128<byte> others, int count, int exponent)
    {
        destination[0] = first;
        destination[1] = (byte)'.';
        others.CopyTo(destination[2..]);
        var written = count == 1 ? 1 : count + 1;
        destination[written++] = (byte)'e';
        destination[written++] = exponent < 0 ? (byte)'-' : (byte)'+';
        var size = (uint)Math.Abs(exponent);
        if (size >= 100)
        {
            destination[written++] = (byte)('0' + (size / 100));
            size %= 100;
        }

        destination[written] = (byte)('0' + (size / 10));
        destination[written + 1] = (byte)('0' + (size % 10));
        return written + 2;
    }
}
