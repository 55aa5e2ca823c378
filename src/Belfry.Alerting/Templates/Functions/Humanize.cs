using System.Globalization;
using Belfry.Alerting.Templates.Formatting;
using Belfry.Alerting.Templates.Time;

namespace Belfry.Alerting.Templates.Functions;

/// <summary>Numbers for people, with four significant digits, as Prometheus's templates write them.</summary>
internal static class Humanize
{
    private static readonly string[] Large = ["k", "M", "G", "T", "P", "E", "Z", "Y"];
    private static readonly string[] Small = ["m", "u", "n", "p", "f", "a", "z", "y"];
    private static readonly string[] Binary = ["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"];

    /// <summary>With a decimal prefix: <c>1.235M</c>, <c>120m</c>.</summary>
    public static string Decimal(double value)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return Four(value);
        }

        return Math.Abs(value) >= 1 ? ScaleDown(value, 1000, Large) : ScaleUp(value);
    }

    /// <summary>With a binary prefix: <c>1.177Mi</c>.</summary>
    public static string Bytes(double value) =>
        Math.Abs(value) <= 1 || !double.IsFinite(value) ? Four(value) : ScaleDown(value, 1024, Binary);

    /// <summary>A share: <c>12.35%</c>.</summary>
    public static string Percentage(double value) => Four(value * 100) + "%";

    /// <summary>Seconds as days to seconds, or with a prefix below one second.</summary>
    public static string Duration(double seconds)
    {
        if (!double.IsFinite(seconds))
        {
            return Four(seconds);
        }

        if (seconds == 0 || Math.Abs(seconds) < 1)
        {
            return (seconds == 0 ? Four(seconds) : ScaleUp(seconds)) + "s";
        }

        var sign = seconds < 0 ? "-" : "";
        var magnitude = Math.Abs(seconds);
        var whole = magnitude >= long.MaxValue ? long.MaxValue : (long)magnitude;
        var days = whole / 86_400;
        var hours = whole / 3_600 % 24;
        var minutes = whole / 60 % 60;
        var rest = whole % 60;
        if (days != 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{days}d {hours}h {minutes}m {rest}s");
        }

        if (hours != 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{hours}h {minutes}m {rest}s");
        }

        return minutes != 0
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{minutes}m {rest}s")
            : $"{sign}{Four(magnitude)}s";
    }

    /// <summary>Unix seconds as a time in UTC.</summary>
    public static string Timestamp(double unixSeconds) =>
        double.IsFinite(unixSeconds) ? ToTime(unixSeconds).OwnText : Four(unixSeconds);

    /// <summary>Unix seconds as a time, cut to the millisecond.</summary>
    public static TimeValue ToTime(double unixSeconds)
    {
        var nanoseconds = Nanoseconds(unixSeconds, "timestamp");
        var ms = nanoseconds / 1_000_000;
        return new TimeValue(ms / 1_000, ms % 1_000 * 1_000_000);
    }

    /// <summary>Seconds as a duration.</summary>
    public static DurationValue ToDuration(double seconds) => new(Nanoseconds(seconds, "duration"));

    private static long Nanoseconds(double seconds, string kind)
    {
        if (!double.IsFinite(seconds))
        {
            throw new TemplateFailureException("value is NaN or Inf");
        }

        var nanoseconds = seconds * 1e9;
        return nanoseconds is > long.MaxValue or < long.MinValue
            ? throw new TemplateFailureException(
                $"{GoFloat.Format(seconds, 'g', -1)} cannot be represented as a nanoseconds {kind} "
                + "since it overflows int64")
            : nanoseconds >= long.MaxValue ? long.MaxValue : (long)nanoseconds;
    }

    private static string ScaleDown(double value, double unit, string[] prefixes)
    {
        var prefix = "";
        foreach (var next in prefixes)
        {
            if (Math.Abs(value) < unit)
            {
                break;
            }

            prefix = next;
            value /= unit;
        }

        return Four(value) + prefix;
    }

    private static string ScaleUp(double value)
    {
        var prefix = "";
        foreach (var next in Small)
        {
            if (Math.Abs(value) >= 1)
            {
                break;
            }

            prefix = next;
            value *= 1000;
        }

        return Four(value) + prefix;
    }

    private static string Four(double value) => GoFloat.Format(value, 'g', 4);
}
