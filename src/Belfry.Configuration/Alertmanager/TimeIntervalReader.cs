using System.Globalization;
using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Alertmanager;

/// <summary>Reads <c>time_intervals</c> and the deprecated <c>mute_time_intervals</c>.</summary>
internal sealed class TimeIntervalReader(Reading reading)
{
    private static readonly string[] Weekdays =
        ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    private static readonly string[] Months =
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ];

    /// <summary>Reads one named interval; <paramref name="what"/> is its kind in messages.</summary>
    internal TimeIntervalConfig Read(YamlNode node, string what)
    {
        var mapping = new MappingReader(reading, node, "config.plain", "time_intervals");
        var name = mapping.Text("name");
        if (name.Length == 0)
        {
            mapping.Error("name", $"missing name in {what}", "write `name`; routes refer to it");
        }

        var interval = new TimeIntervalConfig
        {
            Name = name,
            Periods = mapping.List("time_intervals", "[]timeinterval.TimeInterval", ReadPeriod),
            Location = node.Location,
        };
        mapping.Close();
        return interval;
    }

    /// <summary>Reads one period, which amtool also takes on its own.</summary>
    internal TimePeriodConfig ReadPeriod(YamlNode node)
    {
        var mapping = new MappingReader(reading, node, "timeinterval.TimeInterval", "time_intervals");
        var period = new TimePeriodConfig
        {
            Times = Flatten(mapping.List("times", "[]timeinterval.TimeRange", ReadTimes)),
            Weekdays = ReadRanges(mapping, "weekdays", ReadWeekdays),
            DaysOfMonth = ReadRanges(mapping, "days_of_month", ReadDays),
            Months = ReadRanges(mapping, "months", ReadMonths),
            Years = ReadRanges(mapping, "years", ReadYears),
            Location = ReadZone(mapping),
        };
        mapping.Close();
        return period;
    }

    private static IReadOnlyList<InclusiveRange> Flatten(IReadOnlyList<InclusiveRange[]> ranges) =>
        [.. ranges.SelectMany(range => range)];

    private IReadOnlyList<InclusiveRange> ReadRanges(
        MappingReader mapping, string key, Func<YamlNode, string, InclusiveRange?> read) => Flatten(mapping.List(
        key, "[]timeinterval.InclusiveRange", node =>
            ValueReader.Text(reading, node) is { } text && read(node, text) is { } range ? new[] { range } : null));

    private InclusiveRange[]? ReadTimes(YamlNode node)
    {
        var mapping = new MappingReader(reading, node, "timeinterval.yamlTimeRange", "times");
        var start = mapping.Text("start_time");
        var end = mapping.Text("end_time");
        mapping.Close();
        if (start.Length == 0 || end.Length == 0)
        {
            reading.Error(node.Location, "both start and end times must be provided");
            return null;
        }

        if (!TryMinutes(mapping, "start_time", start, out var startMinute)
            | !TryMinutes(mapping, "end_time", end, out var endMinute))
        {
            return null;
        }

        if (startMinute >= endMinute)
        {
            reading.Error(
                node.Location, "start time cannot be equal or greater than end time",
                "for a time across midnight write two entries, until `24:00` and from `00:00`");
            return null;
        }

        return [new InclusiveRange(startMinute, endMinute)];
    }

    private static bool TryMinutes(MappingReader mapping, string key, string text, out int minutes)
    {
        minutes = 0;
        var isShaped = text is [_, _, ':', _, _] && text.Where((_, index) => index != 2).All(char.IsAsciiDigit);
        if (isShaped)
        {
            var hour = int.Parse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture);
            var minute = int.Parse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture);
            minutes = (hour * 60) + minute;
            if ((hour <= 23 && minute <= 59) || text == "24:00")
            {
                return true;
            }
        }

        mapping.Error(key, $"couldn't parse timestamp {text}, invalid format", "write it like `09:00`, in quotes");
        return false;
    }

    private InclusiveRange? ReadWeekdays(YamlNode node, string text)
    {
        if (Split(node, text, part => Array.IndexOf(Weekdays, part) is >= 0 and var day ? day : null,
            part => $"{part} is not a valid weekday") is not { } range)
        {
            return null;
        }

        return range.Begin <= range.End ? range : Refuse(node, "start day cannot be before end day");
    }

    private InclusiveRange? ReadDays(YamlNode node, string text)
    {
        if (Split(node, text, Number, NotNumber) is not { } range)
        {
            return null;
        }

        foreach (var day in new[] { range.Begin, range.End })
        {
            if (day is 0 or < -31 or > 31)
            {
                return Refuse(node, Invariant($"{day} is not a valid day of the month: out of range"));
            }
        }

        if (range is { Begin: < 0, End: > 0 })
        {
            return Refuse(node, "end day must be negative if start day is negative");
        }

        // With 28 days, the shortest month, the range would end before it starts.
        var begin = range.Begin < 0 ? 28 + range.Begin : range.Begin;
        var end = range.End < 0 ? 28 + range.End : range.End;
        return begin <= end
            ? range
            : Refuse(node, Invariant($"end day {range.End} is always before start day {range.Begin}"));
    }

    private InclusiveRange? ReadMonths(YamlNode node, string text)
    {
        if (Split(node, text, part => Array.IndexOf(Months, part) is >= 0 and var month ? month + 1 : Number(part),
            part => $"{part} is not a valid month") is not { } range)
        {
            return null;
        }

        return range.Begin <= range.End
            ? range
            : Refuse(node, $"end month {MonthName(range.End)} is before start month {MonthName(range.Begin)}");
    }

    private InclusiveRange? ReadYears(YamlNode node, string text)
    {
        if (Split(node, text, Number, NotNumber) is not { } range)
        {
            return null;
        }

        return range.Begin <= range.End
            ? range
            : Refuse(node, Invariant($"end year {range.End} is before start year {range.Begin}"));
    }

    private static TimeZoneInfo? ReadZone(MappingReader mapping)
    {
        var name = mapping.Text("location");
        if (name is "" or "UTC")
        {
            return null;
        }

        if (name == "Local")
        {
            return TimeZoneInfo.Local;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            return zone;
        }

        mapping.Error("location", $"unknown time zone {name}", "write a name such as `Europe/Berlin`");
        return null;
    }

    private InclusiveRange? Split(YamlNode node, string text, Func<string, int?> member, Func<string, string> problem)
    {
        var parts = text.ToLowerInvariant().Split(':');
        if (parts.Length > 2)
        {
            return Refuse(node, $"couldn't parse range {text.ToLowerInvariant()}, invalid format");
        }

        var begin = member(parts[0]);
        var end = member(parts[^1]);
        if (begin is null || end is null)
        {
            return Refuse(node, problem(begin is null ? parts[0] : parts[^1]));
        }

        return new InclusiveRange(begin.Value, end.Value);
    }

    private InclusiveRange? Refuse(YamlNode node, string message)
    {
        reading.Error(node.Location, message);
        return null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string NotNumber(string part) =>
        $"strconv.Atoi: parsing {Model.QuotedText.Quote(part)}: invalid syntax";

    private static string MonthName(int month) => month is >= 1 and <= 12 ? Months[month - 1] : "";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
