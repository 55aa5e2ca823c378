using System.Globalization;

namespace Belfry.Alerting.Templates.Time;

/// <summary>Reads times by Go's layouts. Elements that only name a zone's abbreviation are read over.</summary>
internal static class GoTimeParser
{
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];
    private static readonly string[] Days = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;

    /// <summary>
    /// The time, in <paramref name="zone"/> when the text has no offset; null when it does not fit the layout.
    /// </summary>
    public static TimeValue? Parse(string layout, string text, TimeZoneInfo zone)
    {
        var parts = new Parts();
        var rest = text.AsSpan();
        for (var index = 0; index < layout.Length;)
        {
            if (GoTimeLayout.TryFraction(layout, index, out var length))
            {
                TakeFraction(ref rest, parts);
                index += length;
                continue;
            }

            var element = GoTimeLayout.ElementAt(layout, index);
            if (element is null)
            {
                if (rest.IsEmpty || rest[0] != layout[index++])
                {
                    return null;
                }

                rest = rest[1..];
                continue;
            }

            index += element.Length;
            if (!TryTake(element, ref rest, parts))
            {
                return null;
            }

            // Seconds may have a fraction that the layout does not mention.
            var mentionsFraction = index < layout.Length && GoTimeLayout.TryFraction(layout, index, out _);
            if (element is "05" or "5" && !mentionsFraction)
            {
                TakeFraction(ref rest, parts);
            }
        }

        return rest.IsEmpty ? parts.ToTime(zone) : null;
    }

    private static bool TryTake(string element, ref ReadOnlySpan<char> rest, Parts parts)
    {
        switch (element)
        {
            case "2006":
                return TryNumber(ref rest, 4, 4, out parts.Year);
            case "06":
                var isYear = TryNumber(ref rest, 2, 2, out parts.Year);
                parts.Year += parts.Year >= 69 ? 1900 : 2000;
                return isYear;
            case "01" or "1":
                return TryNumber(ref rest, element.Length, 2, out parts.Month);
            case "January" or "Jan":
                return TryWord(ref rest, Months, element.Length == 3 ? 3 : 0, out parts.Month);
            case "Monday" or "Mon":
                return TryWord(ref rest, Days, element.Length == 3 ? 3 : 0, out _);
            case "02" or "2" or "_2":
                rest = element == "_2" ? rest.TrimStart(' ') : rest;
                return TryNumber(ref rest, element == "02" ? 2 : 1, 2, out parts.Day);
            case "15":
                return TryNumber(ref rest, 1, 2, out parts.Hour);
            case "03" or "3":
                return TryNumber(ref rest, element.Length, 2, out parts.Hour);
            case "04" or "4":
                return TryNumber(ref rest, element.Length, 2, out parts.Minute);
            case "05" or "5":
                return TryNumber(ref rest, element.Length, 2, out parts.Second);
            case "PM" or "pm":
                return TryHalfOfDay(ref rest, parts);
            case "MST":
                return TryZoneName(ref rest, parts);
            case "002" or "__2":
                return false;
            default:
                return TryOffset(element, ref rest, parts);
        }
    }

    private static bool TryHalfOfDay(ref ReadOnlySpan<char> rest, Parts parts)
    {
        parts.IsAfternoon = rest.StartsWith("PM", StringComparison.OrdinalIgnoreCase);
        parts.IsMorning = rest.StartsWith("AM", StringComparison.OrdinalIgnoreCase);
        var isRead = parts.IsAfternoon || parts.IsMorning;
        rest = isRead ? rest[2..] : rest;
        return isRead;
    }

    private static bool TryZoneName(ref ReadOnlySpan<char> rest, Parts parts)
    {
        var length = 0;
        while (length < rest.Length && char.IsAsciiLetterUpper(rest[length]))
        {
            length++;
        }

        parts.Offset = rest[..length] is "UTC" or "GMT" ? TimeSpan.Zero : parts.Offset;
        rest = rest[length..];
        return length is 3 or 4 or 5;
    }

    private static bool TryOffset(string element, ref ReadOnlySpan<char> rest, Parts parts)
    {
        if (element[0] == 'Z' && rest.StartsWith("Z"))
        {
            rest = rest[1..];
            parts.Offset = TimeSpan.Zero;
            return true;
        }

        if (rest.IsEmpty || rest[0] is not ('+' or '-'))
        {
            return false;
        }

        var sign = rest[0] == '-' ? -1 : 1;
        rest = rest[1..];
        var hasColons = element.Contains(':', StringComparison.Ordinal);
        var seconds = 0;
        var unit = 3600;
        for (var part = 0; part < element.Count(char.IsAsciiDigit) / 2; part++, unit /= 60)
        {
            if (part > 0 && hasColons && !TryLiteral(ref rest, ':'))
            {
                return false;
            }

            if (!TryNumber(ref rest, 2, 2, out var number))
            {
                return false;
            }

            seconds += number * unit;
        }

        parts.Offset = TimeSpan.FromSeconds(sign * seconds);
        return true;
    }

    private static bool TryLiteral(ref ReadOnlySpan<char> rest, char literal)
    {
        var isThere = !rest.IsEmpty && rest[0] == literal;
        rest = isThere ? rest[1..] : rest;
        return isThere;
    }

    private static void TakeFraction(ref ReadOnlySpan<char> rest, Parts parts)
    {
        if (rest.Length < 2 || rest[0] is not ('.' or ',') || !char.IsAsciiDigit(rest[1]))
        {
            return;
        }

        var length = 1;
        var unit = 100_000_000;
        for (; length < rest.Length && char.IsAsciiDigit(rest[length]); length++, unit /= 10)
        {
            parts.Nanoseconds += (rest[length] - '0') * unit;
        }

        rest = rest[length..];
    }

    private static bool TryNumber(ref ReadOnlySpan<char> rest, int digitsMin, int digitsMax, out int number)
    {
        number = 0;
        var length = 0;
        while (length < digitsMax && length < rest.Length && char.IsAsciiDigit(rest[length]))
        {
            number = (number * 10) + (rest[length++] - '0');
        }

        rest = rest[length..];
        return length >= digitsMin;
    }

    private static bool TryWord(ref ReadOnlySpan<char> rest, string[] words, int length, out int number)
    {
        for (number = 1; number <= words.Length; number++)
        {
            var word = length > 0 ? words[number - 1][..length] : words[number - 1];
            if (rest.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                rest = rest[word.Length..];
                return true;
            }
        }

        return false;
    }

    /// <summary>What was read so far; what a layout does not mention keeps its first value.</summary>
    private sealed class Parts
    {
        public int Year;
        public int Month = 1;
        public int Day = 1;
        public int Hour;
        public int Minute;
        public int Second;
        public int Nanoseconds;
        public bool IsAfternoon;
        public bool IsMorning;
        public TimeSpan? Offset;

        public TimeValue? ToTime(TimeZoneInfo zone)
        {
            var hour = IsAfternoon && Hour < 12 ? Hour + 12 : IsMorning && Hour == 12 ? 0 : Hour;
            var isValid = Year is >= 1 and <= 9999 && Month is >= 1 and <= 12 && Day >= 1
                && Day <= DateTime.DaysInMonth(Year, Month) && hour < 24 && Minute < 60 && Second < 60;
            if (!isValid)
            {
                return null;
            }

            var wall = new DateTime(Year, Month, Day, hour, Minute, Second, DateTimeKind.Unspecified);
            var offset = Offset ?? zone.GetUtcOffset(wall);
            var seconds = (wall - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
            return new TimeValue(seconds - (long)offset.TotalSeconds, Nanoseconds, zone);
        }
    }
}
