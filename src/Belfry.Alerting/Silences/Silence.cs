using Belfry.Model;
using Belfry.Model.Matching;

namespace Belfry.Alerting.Silences;

/// <summary>
/// A promise not to notify about matching alerts for a while. An alert matches when it satisfies every matcher of at
/// least one set. Immutable.
/// </summary>
public sealed record Silence
{
    /// <summary>A UUID; empty for one that is not stored yet.</summary>
    public string Id { get; init; } = "";

    /// <summary>The sets of matchers, none of them empty.</summary>
    public required IReadOnlyList<IReadOnlyList<LabelMatcher>> MatcherSets { get; init; }

    /// <summary>From when on it silences, inclusive.</summary>
    public required TimestampMs StartsAt { get; init; }

    /// <summary>Until when it silences, exclusive.</summary>
    public required TimestampMs EndsAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public TimestampMs UpdatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>Why.</summary>
    public string Comment { get; init; } = "";

    /// <summary>Further text for people; may be empty.</summary>
    public Labels Annotations { get; init; } = Labels.Empty;

    /// <summary>Where it stands at <paramref name="now"/>.</summary>
    public SilenceState StateAt(TimestampMs now) =>
        now < StartsAt ? SilenceState.Pending : now < EndsAt ? SilenceState.Active : SilenceState.Expired;

    /// <summary>True when an alert with these labels matches.</summary>
    public bool Matches(Labels labels)
    {
        foreach (var matchers in MatcherSets)
        {
            if (Routing.AlertmanagerText.AllMatch(matchers, labels))
            {
                return true;
            }
        }

        return false;
    }
}
