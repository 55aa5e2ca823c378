using System.Diagnostics.CodeAnalysis;
using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Time;

/// <summary>
/// Go's <c>time.Time</c>: seconds and nanoseconds since the Unix epoch and a zone, with the methods that templates use.
/// Years outside 1 to 9999 cannot be shown and are clamped.
/// </summary>
internal sealed class TimeValue : StructValue, IJsonShape
{
    /// <summary>Go's name of the type.</summary>
    public const string Type = "time.Time";

    private const long ZeroSeconds = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>A time; nanoseconds outside a second carry over.</summary>
    public TimeValue(long unixSeconds, long nanoseconds = 0, TimeZoneInfo? zone = null)
        : base(Type, [])
    {
        unixSeconds += Math.DivRem(nanoseconds, NanosecondsPerSecond, out var rest);
        unixSeconds -= rest < 0 ? 1 : 0;
        UnixSeconds = Math.Clamp(unixSeconds, ZeroSeconds, LastSecond);
        Nanoseconds = (int)(rest < 0 ? rest + NanosecondsPerSecond : rest);
        Zone = zone ?? TimeZoneInfo.Utc;
    }

    /// <summary>Go's zero time: the first of January of the year 1.</summary>
    public static TimeValue Zero { get; } = new(ZeroSeconds);

    /// <summary>Whole seconds since the Unix epoch.</summary>
    public long UnixSeconds { get; }

    /// <summary>Nanoseconds of the second.</summary>
    public int Nanoseconds { get; }

    /// <summary>The zone it is shown in.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Year, month, day and time of day in the zone, with the zone's offset.</summary>
    public DateTimeOffset Local =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(UnixSeconds), Zone);

    /// <inheritdoc/>
    public override string OwnText => GoTimeLayout.Format(this, "2006-01-02 15:04:05.999999999 -0700 MST");

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, TemplateValue>>? JsonFields => null;

    /// <inheritdoc/>
    public string JsonScalar => GoTimeLayout.Format(this, "2006-01-02T15:04:05.999999999Z07:00");

    /// <summary>A time of our own clock.</summary>
    public static TimeValue From(DateTimeOffset moment) =>
        new(moment.ToUnixTimeSeconds(), moment.Ticks % TimeSpan.TicksPerSecond * 100);

    /// <inheritdoc/>
    public override bool TryGetMethod(string name, [NotNullWhen(true)] out TemplateFunction? method)
    {
        method = TimeMethods.Find(this, name);
        return method is not null;
    }

    /// <summary>This time later by so many nanoseconds.</summary>
    public TimeValue Add(long nanoseconds) => new(UnixSeconds, Nanoseconds + (Int128)nanoseconds, Zone);

    /// <summary>
    /// The nanoseconds from <paramref name="other"/> to this time; the ends of Go's durations at most.
    /// </summary>
    public long Since(TimeValue other)
    {
        var span = ((Int128)(UnixSeconds - other.UnixSeconds) * NanosecondsPerSecond) + Nanoseconds - other.Nanoseconds;
        return (long)Int128.Clamp(span, long.MinValue, long.MaxValue);
    }

    /// <summary>Orders by time, whatever the zones.</summary>
    public int CompareTo(TimeValue other) =>
        (UnixSeconds, Nanoseconds).CompareTo((other.UnixSeconds, other.Nanoseconds));

    /// <summary>The same time shown in another zone.</summary>
    public TimeValue In(TimeZoneInfo zone) => new(UnixSeconds, Nanoseconds, zone);

    private TimeValue(long unixSeconds, Int128 nanoseconds, TimeZoneInfo zone)
        : this(
            unixSeconds + (long)(nanoseconds / NanosecondsPerSecond),
            (long)(nanoseconds % NanosecondsPerSecond),
            zone)
    {
    }
}
