namespace Belfry.Model;

/// <summary>One float sample of a series. The default value is zero at the epoch.</summary>
/// <param name="Timestamp">When the value was true.</param>
/// <param name="Value">Any double, NaN included; a stale marker is the one bit pattern of <see
/// cref="StaleMarker"/>.</param>
public readonly record struct Sample(TimestampMs Timestamp, double Value);
