namespace Belfry.Query.Functions;

/// <summary>
/// A moment in the proleptic Gregorian calendar, UTC, for any number of seconds, where <see cref="DateTime"/> ends at
/// the
/// years 1 and 9999. Source of the arithmetic: H. Hinnant, "chrono-compatible low-level date algorithms".
/// </summary>
internal readonly struct CivilTime
{
    private readonly long days;
    private readonly long secondOfDay;

    /// <summary>The moment so many seconds after the epoch, cut to whole seconds.</summary>
    internal CivilTime(double unixSeconds)
    {
        var seconds = (long)Math.Clamp(Math.Truncate(unixSeconds), -1e17, 1e17);
        days = Math.DivRem(seconds, 86_400, out secondOfDay);
        if (secondOfDay < 0)
        {
            secondOfDay += 86_400;
            days--;
        }

        var shifted = days + 719_468;
        var era = Floor(shifted, 146_097);
        var dayOfEra = shifted - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var month = ((5 * dayOfYear) + 2) / 153;
        Day = dayOfYear - (((153 * month) + 2) / 5) + 1;
        Month = month < 10 ? month + 3 : month - 9;
        Year = yearOfEra + (era * 400) + (Month <= 2 ? 1 : 0);
    }

    internal long Year { get; }

    internal long Month { get; }

    internal long Day { get; }

    internal long Hour => secondOfDay / 3600;

    internal long Minute => secondOfDay / 60 % 60;

    /// <summary>0 for Sunday.</summary>
    internal long DayOfWeek => (((days + 4) % 7) + 7) % 7;

    internal long DayOfYear
    {
        get
        {
            int[] before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
            return before[Month - 1] + Day + (Month > 2 && IsLeap ? 1 : 0);
        }
    }

    internal long DaysInMonth => Month switch
    {
        2 => IsLeap ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    private bool IsLeap => Year % 4 == 0 && (Year % 100 != 0 || Year % 400 == 0);

    private static long Floor(long value, long divisor) => (value >= 0 ? value : value - divisor + 1) / divisor;
}
