using System.Globalization;
using Belfry.Model;

namespace Belfry.Query.Scripts;

/// <summary>Numbers of scripts: an optional sign, then decimal, <c>Inf</c> or <c>NaN</c> in any case.</summary>
internal static class ScriptNumber
{
    /// <summary>Reads the number that <paramref name="rest"/> begins with and moves behind it.</summary>
    /// <exception cref="ScriptException">There is none; names <paramref name="item"/>.</exception>
    internal static double Read(ref ReadOnlySpan<char> rest, string item)
    {
        var isNegative = rest.StartsWith("-");
        var unsigned = isNegative || rest.StartsWith("+") ? rest[1..] : rest;
        double value;
        int length;
        if (unsigned.StartsWith("inf", StringComparison.OrdinalIgnoreCase))
        {
            (value, length) = (double.PositiveInfinity, 3);
        }
        else if (unsigned.StartsWith("nan", StringComparison.OrdinalIgnoreCase))
        {
            (value, length) = (StaleMarker.NormalNaN, 3);
        }
        else
        {
            length = DecimalLength(unsigned);
            if (!double.TryParse(
                unsigned[..length],
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out value))
            {
                throw new ScriptException($"{item}: not a value");
            }
        }

        rest = unsigned[length..];
        return isNegative && !double.IsNaN(value) ? -value : value;
    }

    private static int DecimalLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] == '.'))
        {
            length++;
        }

        if (length == 0 || length >= text.Length || text[length] is not ('e' or 'E'))
        {
            return length;
        }

        length++;
        length += length < text.Length && text[length] is '+' or '-' ? 1 : 0;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
        {
            length++;
        }

        return length;
    }
}
