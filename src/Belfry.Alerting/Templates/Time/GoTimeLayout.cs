using System.Globalization;
using System.Text;

namespace Belfry.Alerting.Templates.Time;

/// <summary>
/// Formats times by Go's layouts, which show what the reference time <c>Mon Jan 2 15:04:05 MST 2006</c> would look
/// like. Source: the documentation of Go's package time.
/// </summary>
internal static class GoTimeLayout
{
    // Longest first where one begins another.
    private static readonly string[] Elements =
    [
        "January", "Jan", "Monday", "Mon", "MST", "2006", "-07:00:00", "-07:00", "-070000", "-0700", "-07",
        "Z07:00:00", "Z07:00", "Z070000", "Z0700", "Z07", "002", "01", "02", "03", "04", "05", "06", "15",
        "__2", "_2", "PM", "pm", "1", "2", "3", "4", "5",
    ];

    /// <summary>The time in the layout.</summary>
    public static string Format(TimeValue time, string layout)
    {
        var local = time.Local;
        var text = new StringBuilder();
        for (var index = 0; index < layout.Length;)
        {
            if (TryFraction(layout, index, out var fractionLength))
            {
                AppendFraction(text, layout.AsSpan(index, fractionLength), time.Nanoseconds);
                index += fractionLength;
                continue;
            }

            var element = ElementAt(layout, index);
            if (element is null)
            {
                text.Append(layout[index++]);
                continue;
            }

            text.Append(Show(element, local, time.Zone));
            index += element.Length;
        }

        return text.ToString();
    }

    /// <summary>The element of a layout that begins at <paramref name="index"/>, or null.</summary>
    public static string? ElementAt(string layout, int index)
    {
        var rest = layout.AsSpan(index);
        foreach (var element in Elements)
        {
            if (rest.StartsWith(element, StringComparison.Ordinal))
            {
                // "Jan" inside a longer word, and "_2" of "_2006", are not elements.
                var isWord = element is "Jan" or "Mon" && rest.Length > 3 && char.IsAsciiLetterLower(rest[3]);
                return isWord || (element == "_2" && rest.StartsWith("_2006")) ? null : element;
            }
        }

        return null;
    }

    /// <summary>True when a fraction such as <c>.000</c> or <c>,999</c> begins at <paramref name="index"/>.</summary>
    public static bool TryFraction(string layout, int index, out int length)
    {
        length = 0;
        if (layout[index] is not ('.' or ',') || index + 1 >= layout.Length || layout[index + 1] is not ('0' or '9'))
        {
            return false;
        }

        var digit = layout[index + 1];
        var end = index + 1;
        while (end < layout.Length && layout[end] == digit)
        {
            end++;
        }

        // A digit that follows makes it a number of some other meaning.
        if (end < layout.Length && char.IsAsciiDigit(layout[end]))
        {
            return false;
        }

        length = end - index;
        return true;
    }

    private static void AppendFraction(StringBuilder text, ReadOnlySpan<char> element, int nanoseconds)
    {
        var digits = nanoseconds.ToString("000000000", CultureInfo.InvariantCulture);
        digits = digits[..Math.Min(element.Length - 1, 9)].PadRight(element.Length - 1, '0');
        digits = element[1] == '9' ? digits.TrimEnd('0') : digits;
        if (digits.Length > 0)
        {
            text.Append(element[0]).Append(digits);
        }
    }

    private static string Show(string element, DateTimeOffset local, TimeZoneInfo zone) => element switch
    {
        "January" => local.ToString("MMMM", CultureInfo.InvariantCulture),
        "Jan" => local.ToString("MMM", CultureInfo.InvariantCulture),
        "Monday" => local.ToString("dddd", CultureInfo.InvariantCulture),
        "Mon" => local.ToString("ddd", CultureInfo.InvariantCulture),
        "MST" => ZoneAbbreviation.Of(zone, local),
        "2006" => Number(local.Year, 4),
        "06" => Number(local.Year % 100, 2),
        "01" => Number(local.Month, 2),
        "1" => Number(local.Month, 1),
        "02" => Number(local.Day, 2),
        "2" => Number(local.Day, 1),
        "_2" => Number(local.Day, 1).PadLeft(2),
        "002" => Number(local.DayOfYear, 3),
        "__2" => Number(local.DayOfYear, 1).PadLeft(3),
        "15" => Number(local.Hour, 2),
        "03" => Number(((local.Hour + 11) % 12) + 1, 2),
        "3" => Number(((local.Hour + 11) % 12) + 1, 1),
        "04" => Number(local.Minute, 2),
        "4" => Number(local.Minute, 1),
        "05" => Number(local.Second, 2),
        "5" => Number(local.Second, 1),
        "PM" => local.Hour >= 12 ? "PM" : "AM",
        "pm" => local.Hour >= 12 ? "pm" : "am",
        _ => Offset(element, local.Offset),
    };

    /// <summary>An offset as the element shows it: <c>-07:00</c>, <c>Z0700</c> and the like.</summary>
    public static string Offset(string element, TimeSpan offset)
    {
        if (element[0] == 'Z' && offset == TimeSpan.Zero)
        {
            return "Z";
        }

        var magnitude = offset.Duration();
        var separator = element.Contains(':', StringComparison.Ordinal) ? ":" : "";
        var parts = element.Count(char.IsAsciiDigit) / 2;
        var text = (offset < TimeSpan.Zero ? "-" : "+") + Number((int)magnitude.TotalHours, 2);
        text += parts > 1 ? separator + Number(magnitude.Minutes, 2) : "";
        return text + (parts > 2 ? separator + Number(magnitude.Seconds, 2) : "");
    }

    private static string Number(int number, int digits) =>
        number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
}
