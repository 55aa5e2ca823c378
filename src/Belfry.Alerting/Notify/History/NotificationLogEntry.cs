using Belfry.Model;

namespace Belfry.Alerting.Notify.History;

/// <summary>
/// What one integration was last told about one group. Alerts are named by the hash of their labels, sorted.
/// </summary>
/// <param name="SentAt">When it was told.</param>
/// <param name="ExpiresAt">When the entry may be forgotten.</param>
/// <param name="Firing">The alerts that fired.</param>
/// <param name="Resolved">The alerts that were resolved.</param>
internal readonly record struct NotificationLogEntry(
    TimestampMs SentAt, TimestampMs ExpiresAt, ulong[] Firing, ulong[] Resolved)
{
    /// <summary>
    /// Whether a group of these alerts needs a notification now. Source: Alertmanager's deduplication stage.
    /// </summary>
    internal NotificationReason ReasonFor(
        ReadOnlySpan<ulong> firing, ReadOnlySpan<ulong> resolved, bool sendsResolved, TimeSpan repeatInterval,
            TimestampMs now)
    {
        if (!IsSubset(firing, Firing))
        {
            return Firing.Length == 0 ? NotificationReason.First : NotificationReason.NewAlerts;
        }

        if (firing.IsEmpty)
        {
            // Told even when the integration is not sent resolved alerts: the log must forget what fired.
            return Firing.Length > 0 ? NotificationReason.AllResolved : NotificationReason.None;
        }

        if (sendsResolved && !IsSubset(resolved, Resolved))
        {
            return NotificationReason.NewResolved;
        }

        return SentAt < now - repeatInterval ? NotificationReason.Repeat : NotificationReason.None;
    }

    private static bool IsSubset(ReadOnlySpan<ulong> subset, ReadOnlySpan<ulong> set)
    {
        var place = 0;
        foreach (var hash in subset)
        {
            while (place < set.Length && set[place] < hash)
            {
                place++;
            }

            if (place == set.Length || set[place] != hash)
            {
                return false;
            }
        }

        return true;
    }
}
