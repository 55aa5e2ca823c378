using System.Globalization;
using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Time;

/// <summary>The methods of Go's <c>time.Time</c> that make sense in templates.</summary>
internal static class TimeMethods
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The method of this name bound to a time, or null.</summary>
    public static TemplateFunction? Find(TimeValue time, string name) =>
        Simple(time, name) is { } value ? TemplateFunction.Method(value) : WithArguments(time, name);

    private static Func<TemplateValue>? Simple(TimeValue time, string name) => name switch
    {
        "String" => () => TemplateValue.Of(time.OwnText),
        "Unix" => () => new IntegerValue(time.UnixSeconds, "int64"),
        "UnixMilli" => () => new IntegerValue((time.UnixSeconds * 1_000) + (time.Nanoseconds / 1_000_000), "int64"),
        "UnixMicro" => () => new IntegerValue((time.UnixSeconds * 1_000_000) + (time.Nanoseconds / 1_000), "int64"),
        "UnixNano" => () => new IntegerValue(
            unchecked((time.UnixSeconds * NanosecondsPerSecond) + time.Nanoseconds), "int64"),
        "UTC" => () => time.In(TimeZoneInfo.Utc),
        "Local" => () => time.In(TimeZoneInfo.Local),
        "IsZero" => () => TemplateValue.Of(time.CompareTo(TimeValue.Zero) == 0),
        "Year" => () => TemplateValue.Of(time.Local.Year),
        "Month" => () => new NamedNumberValue(
            time.Local.Month, "time.Month", CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(time.Local.Month)),
        "Day" => () => TemplateValue.Of(time.Local.Day),
        "Hour" => () => TemplateValue.Of(time.Local.Hour),
        "Minute" => () => TemplateValue.Of(time.Local.Minute),
        "Second" => () => TemplateValue.Of(time.Local.Second),
        "Nanosecond" => () => TemplateValue.Of(time.Nanoseconds),
        "YearDay" => () => TemplateValue.Of(time.Local.DayOfYear),
        "Weekday" => () => new NamedNumberValue(
            (int)time.Local.DayOfWeek, "time.Weekday", time.Local.DayOfWeek.ToString()),
        _ => null,
    };

    private static TemplateFunction? WithArguments(TimeValue time, string name)
    {
        var duration = ParameterType.Named(DurationValue.Type);
        var other = ParameterType.Named(TimeValue.Type);
        return name switch
        {
            "Format" => TemplateFunction.Of(
                call => TemplateValue.Of(GoTimeLayout.Format(time, call.Text(0))), ParameterType.Text),
            "Add" => TemplateFunction.Of(call => time.Add(((IntegerValue)call[0]).Value), duration),
            "AddDate" => TemplateFunction.Of(
                call => AddDate(time, call), ParameterType.Integer, ParameterType.Integer, ParameterType.Integer),
            "Sub" => TemplateFunction.Of(call => new DurationValue(time.Since((TimeValue)call[0])), other),
            "Before" => TemplateFunction.Of(
                call => TemplateValue.Of(time.CompareTo((TimeValue)call[0]) < 0), other),
            "After" => TemplateFunction.Of(
                call => TemplateValue.Of(time.CompareTo((TimeValue)call[0]) > 0), other),
            "Equal" => TemplateFunction.Of(
                call => TemplateValue.Of(time.CompareTo((TimeValue)call[0]) == 0), other),
            "Compare" => TemplateFunction.Of(
                call => TemplateValue.Of(time.CompareTo((TimeValue)call[0])), other),
            "Truncate" => TemplateFunction.Of(
                call => Truncate(time, ((IntegerValue)call[0]).Value), duration),
            _ => null,
        };
    }

    // Go counts multiples of the unit from the zero time, not from the Unix epoch.
    private static TimeValue Truncate(TimeValue time, long unit)
    {
        if (unit <= 0)
        {
            return time;
        }

        var seconds = time.UnixSeconds - TimeValue.Zero.UnixSeconds;
        var sinceZero = ((Int128)seconds * NanosecondsPerSecond) + time.Nanoseconds;
        return time.Add(-(long)(sinceZero % unit));
    }

    // Days and months overflow into the next ones, as in Go: the 31st of a short month is a day of the month after.
    private static TimeValue AddDate(TimeValue time, TemplateCall call)
    {
        var local = time.Local;
        var months = (local.Year * 12L) + local.Month - 1 + (Number(call, 0) * 12) + Number(call, 1);
        if (months is < 12 or > (9999 * 12) + 11)
        {
            throw new TemplateFailureException("AddDate: year is out of range");
        }

        var first = new DateTime((int)(months / 12), (int)(months % 12) + 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        var days = Math.Clamp(local.Day - 1 + Number(call, 2), -4_000_000, 4_000_000);
        var wall = (first - new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)) + local.TimeOfDay
            + TimeSpan.FromDays(days);
        return new TimeValue((long)wall.TotalSeconds - (long)local.Offset.TotalSeconds, time.Nanoseconds, time.Zone);
    }

    private static long Number(TemplateCall call, int index) =>
        Math.Clamp(((IntegerValue)call[index]).Value, -4_000_000, 4_000_000);
}
