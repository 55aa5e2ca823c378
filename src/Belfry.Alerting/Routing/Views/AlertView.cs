using Belfry.Model;

namespace Belfry.Alerting.Routing.Views;

/// <summary>An alert as the API and the page show it. A snapshot.</summary>
public sealed record AlertView
{
    /// <summary>Its labels.</summary>
    public required Labels Labels { get; init; }

    /// <summary>Its annotations.</summary>
    public required Labels Annotations { get; init; }

    /// <summary>Its name for the API.</summary>
    public required Fingerprint Fingerprint { get; init; }

    /// <summary>When it began.</summary>
    public required TimestampMs StartsAt { get; init; }

    /// <summary>When it ends if nobody renews it.</summary>
    public required TimestampMs EndsAt { get; init; }

    /// <summary>When it was last received.</summary>
    public required TimestampMs UpdatedAt { get; init; }

    /// <summary>Where it came from; may be empty.</summary>
    public required string GeneratorUrl { get; init; }

    /// <summary>The names of the receivers that its routes lead to, in the order of the routes.</summary>
    public required IReadOnlyList<string> Receivers { get; init; }

    /// <summary>The ids of the silences that silence it, sorted.</summary>
    public required IReadOnlyList<string> SilencedBy { get; init; }

    /// <summary>The fingerprints of the alerts that inhibit it.</summary>
    public required IReadOnlyList<Fingerprint> InhibitedBy { get; init; }

    /// <summary>The time intervals that muted the last flush of the group it is shown in.</summary>
    public IReadOnlyList<string> MutedBy { get; init; } = [];

    /// <summary>True when nobody is told about it.</summary>
    public bool IsSuppressed => SilencedBy.Count > 0 || InhibitedBy.Count > 0 || MutedBy.Count > 0;
}
