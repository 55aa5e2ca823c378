using System.Globalization;
using System.Text;

namespace Belfry.Model;

/// <summary>
/// Durations as Prometheus writes them: <c>1h30m</c>, with units y, w, d, h, m, s, ms from large to small, each at
/// most once. A year is 365 days. Source: prometheus/common <c>model/time.go</c>.
/// </summary>
public static class PrometheusDuration
{
    private static readonly (string Unit, long Ms)[] Units =
    [
        ("y", 31_536_000_000), ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000),
        ("ms", 1),
    ];

    /// <summary>
    /// Parses <paramref name="text"/>; <c>0</c> needs no unit. False, with the original's message, when it is empty,
    /// has
    /// an unknown unit, repeats or disorders units, or exceeds what Go's duration holds (about 292 years).
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration, out string error)
    {
        duration = TimeSpan.Zero;
        error = "";
        if (text is "0")
        {
            return true;
        }

        if (text.IsEmpty)
        {
            error = "empty duration string";
            return false;
        }

        var whole = text;
        UInt128 totalMs = 0;
        var nextUnit = 0;
        while (!text.IsEmpty)
        {
            if (!TryTakePart(ref text, ref nextUnit, out var partMs))
            {
                error = Complaint(text, whole);
                return false;
            }

            totalMs += partMs;
            if (totalMs > long.MaxValue / 1_000_000)
            {
                error = "duration out of range";
                return false;
            }
        }

        duration = TimeSpan.FromMilliseconds((long)totalMs);
        return true;
    }

    /// <summary>Parses as <see cref="TryParse"/> does, with a minus sign allowed in front.</summary>
    public static bool TryParseSigned(ReadOnlySpan<char> text, out TimeSpan duration, out string error)
    {
        var isNegative = text.StartsWith("-");
        if (!TryParse(isNegative ? text[1..] : text, out duration, out error))
        {
            return false;
        }

        duration = isNegative ? -duration : duration;
        return true;
    }

    /// <summary>
    /// As Prometheus prints it: <c>1h30m</c>, <c>0s</c>; weeks and years only when nothing is left over.
    /// </summary>
    public static string Format(TimeSpan duration)
    {
        var ms = duration.Ticks / TimeSpan.TicksPerMillisecond;
        if (ms == 0)
        {
            return "0s";
        }

        var text = new StringBuilder(ms < 0 ? "-" : "");
        ms = Math.Abs(ms);
        foreach (var (unit, unitMs) in Units)
        {
            var isExactOnly = unit is "y" or "w" or "d";
            if (ms < unitMs || (isExactOnly && unit != "d" && ms % unitMs != 0))
            {
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"{ms / unitMs}{unit}");
            ms %= unitMs;
        }

        return text.ToString();
    }

    private static string Complaint(ReadOnlySpan<char> rest, ReadOnlySpan<char> whole)
    {
        var digits = rest.IndexOfAnyExceptInRange('0', '9');
        var unit = digits > 0 ? rest[digits..] : [];
        var end = unit.IndexOfAnyInRange('0', '9');
        unit = end < 0 ? unit : unit[..end];
        foreach (var (known, _) in Units)
        {
            if (unit.IsEmpty || unit.SequenceEqual(known))
            {
                return $"not a valid duration string: {QuotedText.Quote(whole.ToString())}";
            }
        }

        return $"unknown unit {QuotedText.Quote(unit.ToString())} in duration {QuotedText.Quote(whole.ToString())}";
    }

    private static bool TryTakePart(ref ReadOnlySpan<char> text, ref int nextUnit, out UInt128 ms)
    {
        ms = 0;
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        var end = digits;
        while (end < text.Length && !char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        var unit = text[digits..end];
        for (var index = nextUnit; index < Units.Length; index++)
        {
            if (unit.SequenceEqual(Units[index].Unit))
            {
                nextUnit = index + 1;
                if (!ulong.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    return false;
                }

                ms = (UInt128)number * (ulong)Units[index].Ms;
                text = text[end..];
                return true;
            }
        }

        return false;
    }
}
