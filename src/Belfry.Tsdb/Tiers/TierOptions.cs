namespace Belfry.Tsdb.Tiers;

/// <summary>One resolution in which samples are kept longer than they are kept raw.</summary>
/// <param name="Resolution">
/// The length of its windows. That of the finest tier divides the range of blocks; every other is a multiple of the one
/// before it and divides 24 times that one.
/// </param>
/// <param name="Retention">Windows older than this are dropped, a block at a time; null keeps all.</param>
public sealed record TierOptions(TimeSpan Resolution, TimeSpan? Retention)
{
    /// <summary>5 minutes for 60 days, 1 hour for a year, 1 day for 3 years.</summary>
    public static IReadOnlyList<TierOptions> Standard { get; } =
    [
        new(TimeSpan.FromMinutes(5), TimeSpan.FromDays(60)),
        new(TimeSpan.FromHours(1), TimeSpan.FromDays(365)),
        new(TimeSpan.FromDays(1), TimeSpan.FromDays(3 * 365)),
    ];

    internal long ResolutionMs => (long)Resolution.TotalMilliseconds;
}
