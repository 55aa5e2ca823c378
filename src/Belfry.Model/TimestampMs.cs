namespace Belfry.Model;

/// <summary>
/// A sample time: whole milliseconds since the Unix epoch, UTC. The default value is the epoch itself.
/// </summary>
/// <param name="Value">Milliseconds; negative before 1970.</param>
public readonly record struct TimestampMs(long Value) : IComparable<TimestampMs>
{
    private const long SpanMsMax = long.MaxValue / TimeSpan.TicksPerMillisecond;

    /// <summary>The earliest time there is; as a bound it means "from the beginning".</summary>
    public static TimestampMs MinValue => new(long.MinValue);

    /// <summary>The latest time there is; as a bound it means "without end".</summary>
    public static TimestampMs MaxValue => new(long.MaxValue);

    /// <summary>The time of <paramref name="moment"/>, cut (not rounded) to the millisecond.</summary>
    public static TimestampMs From(DateTimeOffset moment) => new(moment.ToUnixTimeMilliseconds());

    /// <summary>
    /// This time as a <see cref="DateTimeOffset"/> in UTC; times outside the years 1 to 9999 are clamped.
    /// </summary>
    public DateTimeOffset ToDateTimeOffset() =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(Value, -62_135_596_800_000, 253_402_300_799_999));

    /// <summary>This time as seconds since the Unix epoch, with a fraction of milliseconds.</summary>
    public double ToUnixSeconds() => Value / 1000.0;

    /// <inheritdoc/>
    public int CompareTo(TimestampMs other) => Value.CompareTo(other.Value);

    /// <summary>The time <paramref name="span"/> later; saturates at the ends instead of wrapping.</summary>
    public static TimestampMs operator +(TimestampMs time, TimeSpan span) => new(Saturate(time.Value, Ms(span)));

    /// <summary>The time <paramref name="span"/> earlier; saturates at the ends instead of wrapping.</summary>
    public static TimestampMs operator -(TimestampMs time, TimeSpan span) => new(Saturate(time.Value, -Ms(span)));

    /// <summary>
    /// The span from <paramref name="right"/> to <paramref name="left"/>; saturates at what a span can hold.
    /// </summary>
    public static TimeSpan operator -(TimestampMs left, TimestampMs right)
    {
        var ms = (Int128)left.Value - right.Value;
        return ms > SpanMsMax ? TimeSpan.MaxValue
            : ms < -SpanMsMax ? TimeSpan.MinValue
            : new TimeSpan((long)ms * TimeSpan.TicksPerMillisecond);
    }

    /// <summary>True when the left time is earlier.</summary>
    public static bool operator <(TimestampMs left, TimestampMs right) => left.Value < right.Value;

    /// <summary>True when the left time is later.</summary>
    public static bool operator >(TimestampMs left, TimestampMs right) => left.Value > right.Value;

    /// <summary>True when the left time is not later.</summary>
    public static bool operator <=(TimestampMs left, TimestampMs right) => left.Value <= right.Value;

    /// <summary>True when the left time is not earlier.</summary>
    public static bool operator >=(TimestampMs left, TimestampMs right) => left.Value >= right.Value;

    /// <summary>RFC 3339 in UTC with milliseconds, for people.</summary>
    public override string ToString() =>
        ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static long Ms(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMillisecond;

    private static long Saturate(long time, long delta)
    {
        var sum = unchecked(time + delta);
        if (delta > 0 && sum < time)
        {
            return long.MaxValue;
        }

        return delta < 0 && sum > time ? long.MinValue : sum;
    }
}
