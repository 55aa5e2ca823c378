using Belfry.Model;

namespace Belfry.Alerting.Routing;

/// <summary>
/// An alert as the router holds it: both times are known. Immutable; an update of the alert is a new object, so
/// "the same object" means "not modified since".
/// </summary>
internal sealed class RoutedAlert
{
    internal required Labels Labels { get; init; }

    internal required Labels Annotations { get; init; }

    internal required string GeneratorUrl { get; init; }

    internal required TimestampMs StartsAt { get; init; }

    /// <summary>From this moment on the alert counts as resolved; often in the future.</summary>
    internal required TimestampMs EndsAt { get; init; }

    /// <summary>When the router received it.</summary>
    internal required TimestampMs UpdatedAt { get; init; }

    /// <summary>True when <see cref="EndsAt"/> comes from the resolve timeout, not from the sender.</summary>
    internal required bool IsTimeout { get; init; }

    internal Fingerprint Fingerprint => Fingerprint.Of(Labels);

    /// <summary>
    /// What is known after <paramref name="update"/>. Where the two overlap in time they are the same occurrence and
    /// are merged; otherwise the update replaces this one.
    /// </summary>
    internal RoutedAlert UpdatedBy(RoutedAlert update)
    {
        var isOverlapping =
            (update.EndsAt > StartsAt && update.EndsAt < EndsAt) ||
            (update.StartsAt > StartsAt && update.StartsAt < EndsAt);
        var result = isOverlapping ? Merge(this, update, update.UpdatedAt) : update;

        // A resend has equal labels in other objects: keep the ones that groups and indexes already share.
        return result.With(
            result.StartsAt, result.EndsAt, Labels,
                result.Annotations == Annotations ? Annotations : result.Annotations);
    }

    /// <summary>
    /// One alert of two occurrences with equal labels: what the younger says, except for the earliest start, and for
    /// the end by the rules of Alertmanager (an explicit later end beats a timeout; of two resolved ends the later
    /// wins).
    /// </summary>
    internal static RoutedAlert Merge(RoutedAlert one, RoutedAlert other, TimestampMs now)
    {
        var (older, younger) = other.UpdatedAt < one.UpdatedAt ? (other, one) : (one, other);
        var startsAt = older.StartsAt < younger.StartsAt ? older.StartsAt : younger.StartsAt;
        var isOlderEndLater = older.EndsAt > younger.EndsAt;
        var isOlderEndKept = younger.IsResolvedAt(now)
            ? older.IsResolvedAt(now) && isOlderEndLater
            : isOlderEndLater && !older.IsTimeout;
        return younger.With(
            startsAt, isOlderEndKept ? older.EndsAt : younger.EndsAt, younger.Labels, younger.Annotations);
    }

    internal bool IsResolvedAt(TimestampMs now) => EndsAt <= now;

    private RoutedAlert With(TimestampMs startsAt, TimestampMs endsAt, Labels labels, Labels annotations) => new()
    {
        Labels = labels,
        Annotations = annotations,
        GeneratorUrl = GeneratorUrl,
        StartsAt = startsAt,
        EndsAt = endsAt,
        UpdatedAt = UpdatedAt,
        IsTimeout = IsTimeout,
    };
}
