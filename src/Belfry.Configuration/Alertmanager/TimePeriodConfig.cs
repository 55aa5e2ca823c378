namespace Belfry.Configuration.Alertmanager;

/// <summary>A moment is inside when it satisfies every list that is not empty, in the period's time zone.</summary>
public sealed record TimePeriodConfig
{
    /// <summary>Minutes of the day, the end exclusive, 0 to 1440; an end is always after its start.</summary>
    public IReadOnlyList<InclusiveRange> Times { get; init; } = [];

    /// <summary>Days of the week, 0 for Sunday to 6.</summary>
    public IReadOnlyList<InclusiveRange> Weekdays { get; init; } = [];

    /// <summary>Days of the month, 1 to 31, or -31 to -1 counted from the end.</summary>
    public IReadOnlyList<InclusiveRange> DaysOfMonth { get; init; } = [];

    /// <summary>Months, 1 to 12.</summary>
    public IReadOnlyList<InclusiveRange> Months { get; init; } = [];

    /// <summary>Years.</summary>
    public IReadOnlyList<InclusiveRange> Years { get; init; } = [];

    /// <summary>The time zone; null for UTC.</summary>
    public TimeZoneInfo? Location { get; init; }
}
