using System.Globalization;
using System.Numerics;

namespace Belfry.Alerting.Templates.Formatting;

/// <summary>
/// The decimal digits of a finite, non-negative double: <c>0.DIGITS × 10^Point</c>, without trailing zeros; no digits
/// for zero. The exact ones where digits are to be cut, because Go rounds the exact value half to even and .NET does
/// not.
/// </summary>
/// <param name="Digits">The digits.</param>
/// <param name="Point">Where the decimal point stands in them.</param>
internal readonly record struct DecimalDigits(string Digits, int Point)
{
    /// <summary>The fewest digits that read back as the same double.</summary>
    public static DecimalDigits Shortest(double value)
    {
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = int.Parse(text.AsSpan(text.IndexOf('E') + 1), NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture);
        var mantissaEnd = shortest.IndexOf('E');
        var digits = (mantissaEnd < 0 ? shortest : shortest[..mantissaEnd])
            .Replace(".", "", StringComparison.Ordinal).TrimStart('0').TrimEnd('0');

        // "E16" has rounded, so 9.999999999999999999 may have carried; the shortest digits decide.
        if (mantissaEnd >= 0)
        {
            exponent = int.Parse(shortest.AsSpan(mantissaEnd + 1), NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture);
        }

        return digits.Length == 0 ? new DecimalDigits("", 0) : new DecimalDigits(digits, exponent + 1);
    }

    /// <summary>All digits.</summary>
    public static DecimalDigits Exact(double value)
    {
        if (value == 0)
        {
            return new DecimalDigits("", 0);
        }

        var bits = BitConverter.DoubleToInt64Bits(value);
        var biased = (int)((bits >> 52) & 0x7ff);
        var fraction = bits & 0xf_ffff_ffff_ffff;
        var mantissa = (BigInteger)(biased == 0 ? fraction : fraction | (1L << 52));
        var exponent = Math.Max(biased, 1) - 1075;
        var whole = exponent >= 0 ? mantissa << exponent : mantissa * BigInteger.Pow(5, -exponent);
        var text = whole.ToString(CultureInfo.InvariantCulture);
        return new DecimalDigits(text.TrimEnd('0'), text.Length + Math.Min(exponent, 0));
    }

    /// <summary>
    /// These digits cut to <paramref name="count"/>, rounded half to even; fewer than one digit may be left.
    /// </summary>
    public DecimalDigits Round(int count)
    {
        if (count >= Digits.Length)
        {
            return this;
        }

        if (count < 0)
        {
            return new DecimalDigits("", 0);
        }

        if (!RoundsUp(count))
        {
            var cut = Digits[..count].TrimEnd('0');
            return cut.Length == 0 ? new DecimalDigits("", 0) : new DecimalDigits(cut, Point);
        }

        var kept = Digits[..count].TrimEnd('9');
        return kept.Length == 0
            ? new DecimalDigits("1", Point + 1)
            : new DecimalDigits(kept[..^1] + (char)(kept[^1] + 1), Point);
    }

    private bool RoundsUp(int count)
    {
        var isTie = Digits[count] == '5' && count + 1 == Digits.Length;
        return isTie ? count > 0 && (Digits[count - 1] - '0') % 2 == 1 : Digits[count] >= '5';
    }
}
