using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.House;

/// <summary>How long samples are kept raw, and in windows of which length. Zero keeps none of that length.</summary>
public sealed record TierRetentions
{
    /// <summary>How long raw samples are kept; null when Prometheus's settings decide.</summary>
    public TimeSpan? Raw { get; init; }

    /// <summary>Where the file says <see cref="Raw"/>.</summary>
    public SourceLocation RawPlace { get; init; }

    /// <summary>How long windows of five minutes are kept.</summary>
    public TimeSpan FiveMinutes { get; init; } = TimeSpan.FromDays(60);

    /// <summary>How long windows of an hour are kept.</summary>
    public TimeSpan OneHour { get; init; } = TimeSpan.FromDays(365);

    /// <summary>How long windows of a day are kept.</summary>
    public TimeSpan OneDay { get; init; } = TimeSpan.FromDays(3 * 365);
}
