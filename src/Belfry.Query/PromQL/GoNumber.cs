using System.Globalization;

namespace Belfry.Query.PromQL;

/// <summary>
/// Numbers as Go reads them: an integer with an optional base prefix (<c>0x</c>, <c>0o</c>, <c>0b</c>, or a leading
/// zero for
/// octal), otherwise a decimal float; underscores separate digits; <c>inf</c> and <c>nan</c> in any case.
/// </summary>
internal static class GoNumber
{
    /// <summary>False when it is no number, or too large, in which case the value is infinite.</summary>
    internal static bool TryParse(string text, out double value)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        if (TryInteger(digits, out value))
        {
            return true;
        }

        switch (digits.TrimStart('+', '-'))
        {
            case "inf" or "infinity":
                value = digits[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
                return true;
            case "nan":
                value = double.NaN;
                return true;
            default:
                return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
                    && double.IsFinite(value);
        }
    }

    private static bool TryInteger(string digits, out double value)
    {
        value = 0;
        var radix = digits switch
        {
            ['0', 'x', _, ..] => 16,
            ['0', 'o', _, ..] => 8,
            ['0', 'b', _, ..] => 2,
            ['0', _, ..] => 8,
            _ => 10,
        };
        var start = radix == 10 ? 0 : digits[1] is 'x' or 'o' or 'b' ? 2 : 1;
        Int128 total = 0;
        foreach (var character in digits.AsSpan(start))
        {
            var digit = char.IsAsciiHexDigit(character) ? Convert.ToInt32(character.ToString(), 16) : radix;
            if (digit >= radix)
            {
                return false;
            }

            total = (total * radix) + digit;
            if (total > long.MaxValue)
            {
                return false;
            }
        }

        value = (double)total;
        return digits.Length > start;
    }
}
