using System.Globalization;
using System.Text;

namespace Belfry.Configuration;

/// <summary>
/// A number of bytes, as the originals read and print it: <c>10MB</c> and <c>10MiB</c> both mean 10 · 2²⁰. The default
/// value is zero, which means no limit wherever it is one. Source: alecthomas/units <c>Base2Bytes</c>.
/// </summary>
/// <param name="Bytes">The number of bytes; may be negative where the reader refuses it itself.</param>
public readonly record struct ByteSize(long Bytes)
{
    private const string UnitLetters = "KMGTPE";

    /// <summary>
    /// Parses one or more numbers with units, such as <c>1GB512MB</c> or <c>1.5GiB</c>; <c>0</c> needs no unit. False,
    /// with the original's message, for anything else.
    /// </summary>
    public static bool TryParse(string text, out ByteSize size, out string error)
    {
        ArgumentNullException.ThrowIfNull(text);
        size = default;
        error = "";
        var rest = text.AsSpan();
        var isNegative = rest is ['-', ..];
        if (rest is ['-' or '+', ..])
        {
            rest = rest[1..];
        }

        if (rest is "0")
        {
            return true;
        }

        decimal total = 0;
        while (!rest.IsEmpty)
        {
            if (!TryTakePart(ref rest, out var part))
            {
                error = $"units: invalid {QuotedForm(text)}";
                return false;
            }

            total += part;
            if (total > long.MaxValue)
            {
                error = "units: value too large";
                return false;
            }
        }

        if (text.Length == 0 || total == 0 && text.Length == 1)
        {
            error = $"units: invalid {QuotedForm(text)}";
            return false;
        }

        size = new ByteSize((long)(isNegative ? -total : total));
        return true;
    }

    /// <summary>As the originals print it, largest unit first: <c>1GiB512MiB</c>, <c>0B</c>.</summary>
    public override string ToString()
    {
        if (Bytes == 0)
        {
            return "0B";
        }

        var text = new StringBuilder(Bytes < 0 ? "-" : "");
        var rest = (ulong)Math.Abs((decimal)Bytes);
        for (var power = UnitLetters.Length; power >= 0; power--)
        {
            var unit = 1UL << (10 * power);
            if (rest / unit is > 0 and var count)
            {
                text.Append(CultureInfo.InvariantCulture, $"{count}");
                text.Append(power == 0 ? "B" : UnitLetters[power - 1] + "iB");
                rest %= unit;
            }
        }

        return text.ToString();
    }

    private static string QuotedForm(string text) => Model.QuotedText.Quote(text);

    private static bool TryTakePart(ref ReadOnlySpan<char> rest, out decimal bytes)
    {
        bytes = 0;
        var digits = 0;
        while (digits < rest.Length && (char.IsAsciiDigit(rest[digits]) || rest[digits] == '.'))
        {
            digits++;
        }

        var end = digits;
        while (end < rest.Length && rest[end] != '.' && !char.IsAsciiDigit(rest[end]))
        {
            end++;
        }

        if (!TryUnit(rest[digits..end], out var unit)
            || !decimal.TryParse(
                rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > (decimal)long.MaxValue / unit)
        {
            return false;
        }

        bytes = number * unit;
        rest = rest[end..];
        return true;
    }

    private static bool TryUnit(ReadOnlySpan<char> name, out long unit)
    {
        unit = 1;
        if (name is "B")
        {
            return true;
        }

        var power = name.IsEmpty ? -1 : UnitLetters.IndexOf(name[0], StringComparison.Ordinal);
        unit = power < 0 ? 1 : 1L << (10 * (power + 1));
        return power >= 0 && name[1..] is "B" or "iB";
    }
}
