using System.Globalization;

namespace Belfry.Alerting.Templates.Syntax;

/// <summary>
/// What a number in a template can be taken for: a whole number, a float, or either. <c>1e3</c> and <c>1.0</c> can be
/// whole numbers where one is asked for, and <c>3</c> a float.
/// </summary>
/// <param name="IsInteger">Whether <paramref name="Integer"/> holds it exactly.</param>
/// <param name="IsUnsigned">Whether <paramref name="Unsigned"/> holds it exactly.</param>
/// <param name="IsFloat">Whether <paramref name="Float"/> holds it.</param>
/// <param name="Integer">As a signed number.</param>
/// <param name="Unsigned">As an unsigned number.</param>
/// <param name="Float">As a float.</param>
internal readonly record struct NumberLiteral(
    bool IsInteger, bool IsUnsigned, bool IsFloat, long Integer, ulong Unsigned, double Float)
{
    /// <summary>A character constant's code point.</summary>
    public static NumberLiteral FromRune(int rune) => new(true, true, true, rune, (ulong)rune, rune);

    /// <summary>Reads a literal; false when it is none.</summary>
    public static bool TryParse(string text, out NumberLiteral literal)
    {
        literal = default;
        var body = text.AsSpan();
        var isNegative = body.Length > 0 && body[0] == '-';
        body = body.Length > 0 && body[0] is '-' or '+' ? body[1..] : body;
        if (!HasValidUnderscores(body))
        {
            return false;
        }

        var digits = body.ToString().Replace("_", "", StringComparison.Ordinal);
        if (TryParseMagnitude(digits, out var magnitude))
        {
            return TryMakeWhole(magnitude, isNegative, text.StartsWith('+'), out literal);
        }

        if (!TryParseFloat(digits, out var number))
        {
            return false;
        }

        number = isNegative ? -number : number;
        var isInteger = number == Math.Truncate(number)
            && number is >= -9.2233720368547758e18 and < 9.2233720368547758e18;
        var isUnsigned = number == Math.Truncate(number) && number is >= 0 and < 1.8446744073709552e19;
        literal = new NumberLiteral(
            isInteger, isUnsigned, true, isInteger ? (long)number : 0, isUnsigned ? (ulong)number : 0, number);
        return true;
    }

    private static bool TryMakeWhole(ulong magnitude, bool isNegative, bool isSigned, out NumberLiteral literal)
    {
        var fits = magnitude <= long.MaxValue || (isNegative && magnitude == 1UL << 63);
        var integer = isNegative ? unchecked(-(long)magnitude) : unchecked((long)magnitude);
        // Go's unsigned parser takes no sign, except that -0 counts as zero.
        var isUnsigned = (!isNegative && !isSigned) || magnitude == 0;
        literal = new NumberLiteral(
            fits, isUnsigned || (fits && integer >= 0), true, fits ? integer : 0, magnitude,
            isNegative ? -(double)magnitude : magnitude);
        return fits || isUnsigned;
    }

    private static bool TryParseMagnitude(string digits, out ulong magnitude)
    {
        magnitude = 0;
        var prefix = digits.Length > 1 && digits[0] == '0' ? char.ToLowerInvariant(digits[1]) : '\0';
        return prefix switch
        {
            'x' => ulong.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, null, out magnitude),
            'b' => TryParseBase(digits.AsSpan(2), 2, out magnitude),
            'o' => TryParseBase(digits.AsSpan(2), 8, out magnitude),
            '\0' => ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out magnitude),
            _ => TryParseBase(digits.AsSpan(1), 8, out magnitude),
        };
    }

    private static bool TryParseBase(ReadOnlySpan<char> digits, uint numberBase, out ulong magnitude)
    {
        UInt128 sum = 0;
        foreach (var digit in digits)
        {
            if (digit < '0' || digit >= '0' + numberBase)
            {
                magnitude = 0;
                return false;
            }

            sum = (sum * numberBase) + (uint)(digit - '0');
            if (sum > ulong.MaxValue)
            {
                magnitude = 0;
                return false;
            }
        }

        magnitude = (ulong)sum;
        return digits.Length > 0;
    }

    private static bool TryParseFloat(string digits, out double number)
    {
        number = 0;
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return TryParseHexFloat(digits[2..], out number);
        }

        // A whole number too large for 64 bits is an error in Go, not a float.
        return digits.AsSpan().ContainsAny('.', 'e', 'E')
            && double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    private static bool TryParseHexFloat(string digits, out double number)
    {
        number = 0;
        var exponentAt = digits.IndexOfAny(['p', 'P']);
        if (exponentAt < 0
            || !int.TryParse(digits.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, null, out var exponent))
        {
            return false;
        }

        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var mantissa = digits[..exponentAt].Replace(".", "", StringComparison.Ordinal);
        if (mantissa.Length is 0 or > 16 || Math.Abs(exponent) > 2000
            || !ulong.TryParse(mantissa, NumberStyles.AllowHexSpecifier, null, out var whole))
        {
            return false;
        }

        var fractionDigits = point < 0 ? 0 : exponentAt - point - 1;
        number = Math.ScaleB(whole, exponent - (4 * fractionDigits));
        return double.IsFinite(number);
    }

    private static bool HasValidUnderscores(ReadOnlySpan<char> body)
    {
        if (body.IndexOf('_') < 0)
        {
            return true;
        }

        // Go takes underscores only between digits, or after a base prefix.
        for (var index = 0; index < body.Length; index++)
        {
            if (body[index] == '_' && (index == 0 || index == body.Length - 1
                || !char.IsAsciiLetterOrDigit(body[index - 1]) || !char.IsAsciiHexDigit(body[index + 1])))
            {
                return false;
            }
        }

        return true;
    }
}
