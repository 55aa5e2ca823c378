using System.Globalization;
using Belfry.Model;

namespace Belfry.Encoding.Exposition;

/// <summary>
/// Reads floats as the text formats spell them: the syntax of Go's <c>strconv.ParseFloat</c> without hexadecimals and
/// separators, rounded to the nearest double. Decimals of up to 19 digits whose mantissa and power of ten are exact
/// doubles are one multiplication (W. D. Clinger, "How to read floating point numbers accurately", 1990); the rest
/// goes to the runtime's parser.
/// </summary>
internal static class FloatReader
{
    private const ulong ExactMantissaMax = 1UL << 53;

    // A span over constants would be made anew by code that is not optimised, and allocate.
    private static readonly double[] PowersOfTen =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>
    /// Reads a plain decimal at the start of <paramref name="text"/> up to a byte that cannot belong to it. False for
    /// anything that is not exact in the short way; the caller then takes <see cref="Read"/>.
    /// </summary>
    internal static bool TryReadDecimal(ReadOnlySpan<byte> text, out double value, out int used)
    {
        ulong mantissa = 0;
        var at = 0;
        var isNegative = text.Length > 0 && text[0] == (byte)'-';
        if (isNegative)
        {
            at = 1;
        }

        var digitsFrom = at;
        while ((uint)at < (uint)text.Length && (uint)(text[at] - '0') <= 9)
        {
            mantissa = (mantissa * 10) + (uint)(text[at] - '0');
            at++;
        }

        var digits = at - digitsFrom;
        var scale = 0;
        if ((uint)at < (uint)text.Length && text[at] == (byte)'.')
        {
            at++;
            var fractionFrom = at;
            while ((uint)at < (uint)text.Length && (uint)(text[at] - '0') <= 9)
            {
                mantissa = (mantissa * 10) + (uint)(text[at] - '0');
                at++;
            }

            scale = at - fractionFrom;
            digits += scale;
        }

        var exponent = -scale;
        if ((uint)at < (uint)text.Length && (text[at] | 0x20) == 'e' && !TryReadExponent(text, ref at, ref exponent))
        {
            digits = 0;
        }

        used = at;

        // 19 digits cannot overflow 64 bits.
        if (digits is 0 or > 19 || mantissa > ExactMantissaMax || exponent is < -22 or > 22)
        {
            value = 0;
            return false;
        }

        value = exponent < 0 ? mantissa / PowersOfTen[-exponent] : mantissa * PowersOfTen[exponent];
        value = isNegative ? -value : value;
        return true;
    }

    /// <summary>Reads the whole of <paramref name="text"/>; NaN comes out as the normal NaN.</summary>
    internal static FloatOutcome Read(ReadOnlySpan<byte> text, out double value)
    {
        if (TryReadDecimal(text, out value, out var used) && used == text.Length)
        {
            return FloatOutcome.Read;
        }

        value = 0;
        if (text.IndexOfAny("pP_"u8) >= 0)
        {
            return FloatOutcome.Unsupported;
        }

        if (TryReadWord(text, out value))
        {
            return FloatOutcome.Read;
        }

        const NumberStyles Styles =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!IsDecimal(text) || !double.TryParse(text, Styles, CultureInfo.InvariantCulture, out value))
        {
            return FloatOutcome.Syntax;
        }

        return double.IsInfinity(value) ? FloatOutcome.Range : FloatOutcome.Read;
    }

    /// <summary>What Go says about <paramref name="text"/>, which was not read.</summary>
    internal static string Complaint(FloatOutcome outcome, ReadOnlySpan<byte> text) => outcome switch
    {
        FloatOutcome.Unsupported => "unsupported character in float",
        FloatOutcome.Range => $"strconv.ParseFloat: parsing {QuotedBytes.Quote(text)}: value out of range",
        _ => $"strconv.ParseFloat: parsing {QuotedBytes.Quote(text)}: invalid syntax",
    };

    private static bool TryReadExponent(ReadOnlySpan<byte> text, ref int at, ref int exponent)
    {
        at++;
        var isNegative = false;
        if ((uint)at < (uint)text.Length && text[at] is (byte)'-' or (byte)'+')
        {
            isNegative = text[at] == (byte)'-';
            at++;
        }

        var from = at;
        var power = 0;
        while ((uint)at < (uint)text.Length && (uint)(text[at] - '0') <= 9)
        {
            power = Math.Min((power * 10) + (text[at] - '0'), 100_000);
            at++;
        }

        exponent += isNegative ? -power : power;
        return at > from;
    }

    private static bool TryReadWord(ReadOnlySpan<byte> text, out double value)
    {
        var sign = text.Length > 0 && text[0] is (byte)'+' or (byte)'-' ? text[0] : (byte)0;
        var word = sign == 0 ? text : text[1..];
        if (EqualsIgnoringCase(word, "inf"u8) || EqualsIgnoringCase(word, "infinity"u8))
        {
            value = sign == (byte)'-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        value = StaleMarker.NormalNaN;
        return sign == 0 && EqualsIgnoringCase(word, "nan"u8);
    }

    private static bool EqualsIgnoringCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower) =>
        text.Length == lower.Length && System.Text.Ascii.EqualsIgnoreCase(text, lower);

    // The runtime's parser takes words and more, so the shape is checked first.
    private static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        var rest = text;
        if (rest.Length > 0 && rest[0] is (byte)'+' or (byte)'-')
        {
            rest = rest[1..];
        }

        var digits = SkipDigits(ref rest);
        if (rest.Length > 0 && rest[0] == (byte)'.')
        {
            rest = rest[1..];
            digits += SkipDigits(ref rest);
        }

        if (digits == 0)
        {
            return false;
        }

        if (rest.IsEmpty)
        {
            return true;
        }

        if ((rest[0] | 0x20) != 'e')
        {
            return false;
        }

        rest = rest[1..];
        if (rest.Length > 0 && rest[0] is (byte)'+' or (byte)'-')
        {
            rest = rest[1..];
        }

        return SkipDigits(ref rest) > 0 && rest.IsEmpty;
    }

    private static int SkipDigits(ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var count = end < 0 ? text.Length : end;
        text = text[count..];
        return count;
    }
}
