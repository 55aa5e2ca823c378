using System.Globalization;

namespace Belfry.Model;

/// <summary>Floats as Go's <c>strconv.FormatFloat</c> writes them, which all the originals' outputs use.</summary>
public static class FloatText
{
    /// <summary>
    /// Shortest decimal form without an exponent (Go's <c>'f', -1, 64</c>): <c>0.1</c>,
    /// <c>100000000000000000000000</c>,
    /// <c>NaN</c>, <c>+Inf</c>, <c>-Inf</c>.
    /// </summary>
    public static string Plain(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            return Special(value);
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        return exponentAt < 0 ? text : Expand(text, exponentAt);
    }

    /// <summary>
    /// Shortest form, with an exponent when that is below -4 or above 5 (Go's <c>'g', -1, 64</c>, <c>%v</c> and
    /// <c>%g</c>): <c>0.0001</c>, <c>1e-05</c>, <c>123456</c>, <c>1.234567e+06</c>.
    /// </summary>
    public static string General(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            return Special(value);
        }

        var magnitude = Math.Abs(value);
        return magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e6) ? Exponent(value) : Plain(value);
    }

    /// <summary>
    /// Shortest form with an exponent of at least two digits (Go's <c>'e', -1, 64</c>): <c>1.5e+09</c>.
    /// </summary>
    public static string Exponent(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            return Special(value);
        }

        // "R" gives the shortest digits that round-trip, but picks the notation itself; "E16" would not be shortest.
        var plain = Plain(Math.Abs(value));
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var digits = plain.Replace(".", "", StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        var exponent = value == 0 ? 0 : (point < 0 ? plain.Length : point) - 1 - leading;
        digits = digits.TrimStart('0').TrimEnd('0');
        digits = digits.Length == 0 ? "0" : digits;
        var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
        var sign = double.IsNegative(value) ? "-" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{sign}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static string Special(double value) =>
        double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";

    private static string Expand(string text, int exponentAt)
    {
        var exponent = int.Parse(
            text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = text[..exponentAt];
        var sign = mantissa.StartsWith('-') ? "-" : "";
        mantissa = mantissa.TrimStart('-');
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var place = (point < 0 ? mantissa.Length : point) + exponent;
        if (place <= 0)
        {
            return $"{sign}0.{new string('0', -place)}{digits}";
        }

        return place >= digits.Length
            ? sign + digits.PadRight(place, '0')
            : $"{sign}{digits[..place]}.{digits[place..]}";
    }
}
