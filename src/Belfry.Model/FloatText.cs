using System.Globalization;
using System.Text;

namespace Belfry.Model;

/// <summary>
/// Floats as Go's <c>strconv.FormatFloat</c> writes them, which all the originals' outputs use, as strings for people;
/// see <see cref="FloatUtf8"/> for hot paths.
/// </summary>
public static class FloatText
{
    /// <summary>
    /// Shortest decimal form without an exponent (Go's <c>'f', -1, 64</c>): <c>0.1</c>,
    /// <c>100000000000000000000000</c>,
    /// <c>NaN</c>, <c>+Inf</c>, <c>-Inf</c>.
    /// </summary>
    public static string Plain(double value)
    {
        var magnitude = Math.Abs(value);
        if (double.IsFinite(value) && magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21))
        {
            return Expand(value);
        }

        Span<byte> text = stackalloc byte[FloatUtf8.LengthMax];
        return Encoding.ASCII.GetString(text[..FloatUtf8.WriteJson(text, value)]);
    }

    /// <summary>
    /// Shortest form, with an exponent when that is below -4 or above 5 (Go's <c>'g', -1, 64</c>, <c>%v</c> and
    /// <c>%g</c>): <c>0.0001</c>, <c>1e-05</c>, <c>123456</c>, <c>1.234567e+06</c>.
    /// </summary>
    public static string General(double value)
    {
        Span<byte> text = stackalloc byte[FloatUtf8.LengthMax];
        return Encoding.ASCII.GetString(text[..FloatUtf8.WriteGeneral(text, value)]);
    }

    /// <summary>
    /// Shortest form with an exponent of at least two digits (Go's <c>'e', -1, 64</c>): <c>1.5e+09</c>.
    /// </summary>
    public static string Exponent(double value)
    {
        Span<byte> text = stackalloc byte[FloatUtf8.LengthMax];
        return Encoding.ASCII.GetString(text[..FloatUtf8.WriteExponent(text, value)]);
    }

    private static string Expand(double value)
    {
        var decimals = ShortestDecimal.Of(Math.Abs(value), out var exponent);
        while (decimals % 10 == 0)
        {
            decimals /= 10;
            exponent++;
        }

        var digits = decimals.ToString(CultureInfo.InvariantCulture);
        var sign = value < 0 ? "-" : "";
        return exponent >= 0
            ? sign + digits + new string('0', exponent)
            : $"{sign}0.{new string('0', -exponent - digits.Length)}{digits}";
    }
}
