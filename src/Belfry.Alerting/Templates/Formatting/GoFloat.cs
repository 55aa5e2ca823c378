using System.Globalization;
using System.Text;

namespace Belfry.Alerting.Templates.Formatting;

/// <summary>Doubles as Go's <c>strconv.FormatFloat</c> writes them.</summary>
internal static class GoFloat
{
    private const int ShortestExponentMax = 6;
    private const int GeneralDigitsWhenShortest = -1;

    /// <summary>
    /// Formats in the notation <paramref name="verb"/> (<c>e E f g G</c>) with <paramref name="precision"/> digits
    /// after the point (for <c>g</c>: in all), or the fewest that are exact when it is -1.
    /// </summary>
    public static string Format(double value, char verb, int precision)
    {
        if (double.IsNaN(value))
        {
            return "NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "+Inf" : "-Inf";
        }

        var sign = double.IsNegative(value) ? "-" : "";
        var magnitude = Math.Abs(value);
        return sign + (verb switch
        {
            'e' or 'E' => Scientific(Cut(magnitude, precision < 0 ? -1 : precision + 1), precision, verb),
            'f' => Plain(CutFraction(magnitude, precision), precision),
            _ => General(magnitude, precision, verb),
        });
    }

    private static string General(double magnitude, int precision, char verb)
    {
        var isShortest = precision < 0;
        var wanted = precision == 0 ? 1 : precision;
        var digits = Cut(magnitude, isShortest ? GeneralDigitsWhenShortest : wanted);
        var limit = wanted;
        if (limit > digits.Digits.Length && digits.Digits.Length >= digits.Point)
        {
            limit = digits.Digits.Length;
        }

        limit = isShortest ? ShortestExponentMax : limit;
        var exponent = digits.Point - 1;
        if (digits.Digits.Length > 0 && (exponent < -4 || exponent >= limit))
        {
            return Scientific(digits, digits.Digits.Length - 1, verb == 'G' ? 'E' : 'e');
        }

        return Plain(digits, Math.Max(digits.Digits.Length - digits.Point, 0));
    }

    private static DecimalDigits Cut(double magnitude, int count) =>
        count < 0 ? DecimalDigits.Shortest(magnitude) : DecimalDigits.Exact(magnitude).Round(count);

    private static DecimalDigits CutFraction(double magnitude, int precision)
    {
        if (precision < 0)
        {
            return DecimalDigits.Shortest(magnitude);
        }

        var exact = DecimalDigits.Exact(magnitude);
        return exact.Round(exact.Point + precision);
    }

    private static string Scientific(DecimalDigits digits, int precision, char verb)
    {
        var fractionLength = precision < 0 ? Math.Max(digits.Digits.Length - 1, 0) : precision;
        var text = new StringBuilder();
        text.Append(digits.Digits.Length > 0 ? digits.Digits[0] : '0');
        if (fractionLength > 0)
        {
            var fraction = digits.Digits.Length > 1 ? digits.Digits[1..] : "";
            text.Append('.').Append(fraction.PadRight(fractionLength, '0'));
        }

        var exponent = digits.Digits.Length == 0 ? 0 : digits.Point - 1;
        return text.Append(verb).Append(exponent < 0 ? '-' : '+')
            .Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)).ToString();
    }

    private static string Plain(DecimalDigits digits, int precision)
    {
        var text = new StringBuilder();
        var wholeLength = Math.Min(Math.Max(digits.Point, 0), digits.Digits.Length);
        text.Append(digits.Digits, 0, wholeLength).Append('0', Math.Max(digits.Point - wholeLength, 0));
        if (text.Length == 0)
        {
            text.Append('0');
        }

        var fraction = new string('0', Math.Max(-digits.Point, 0)) + digits.Digits[wholeLength..];
        var fractionLength = precision < 0 ? (digits.Digits.Length == 0 ? 0 : fraction.Length) : precision;
        if (fractionLength > 0)
        {
            text.Append('.').Append(fraction.PadRight(fractionLength, '0'), 0, fractionLength);
        }

        return text.ToString();
    }
}
