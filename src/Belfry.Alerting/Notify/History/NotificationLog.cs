using Belfry.Model;

namespace Belfry.Alerting.Notify.History;

/// <summary>
/// What every integration was last told about every group, so that nobody is told twice: not by a repeat evaluation, a
/// reload or a restart. Kept in memory; with a journal, what was recorded survives once <see cref="Write"/> returns.
/// Bounded by the number of groups times integrations, and by expiry. Thread-safe.
/// </summary>
internal sealed class NotificationLog(NotificationJournal? journal)
{
    /// <summary>How long an entry is kept that nothing renews.</summary>
    internal static readonly TimeSpan Retention = TimeSpan.FromHours(120);

    private readonly Lock entriesLock = new();
    private readonly Dictionary<UInt128, NotificationLogEntry> entries = journal?.Load() ?? [];

    internal int Count
    {
        get
        {
            lock (entriesLock)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>
    /// What an integration was last told about a group. An expired entry counts until <see cref="Maintain"/> forgets
    /// it: a repeat interval shorter than the group's must not make each notification the first.
    /// </summary>
    internal bool TryGet(UInt128 key, out NotificationLogEntry entry)
    {
        lock (entriesLock)
        {
            return entries.TryGetValue(key, out entry);
        }
    }

    /// <summary>
    /// Notes that an integration was told. An entry of the future, by a clock that was set back, stays. True when a
    /// <see cref="Write"/> is wanted that nobody was asked for yet.
    /// </summary>
    internal bool Record(UInt128 key, ulong[] firing, ulong[] resolved, TimeSpan repeatInterval, TimestampMs now)
    {
        var isShort = repeatInterval > TimeSpan.Zero && repeatInterval < Retention / 2;
        var lifetime = isShort ? repeatInterval * 2 : Retention;
        var entry = new NotificationLogEntry(now, now + lifetime, firing, resolved);
        lock (entriesLock)
        {
            if (entries.TryGetValue(key, out var known) && known.SentAt > now && known.ExpiresAt > now)
            {
                return false;
            }

            entries[key] = entry;
            return journal?.Append(key, entry) ?? false;
        }
    }

    /// <summary>
    /// Brings what was recorded to the disk. Not under any lock of the caller's: it waits for the disk.
    /// </summary>
    internal void Write() => journal?.Write();

    /// <summary>Forgets expired entries, and makes the journal short again when most of it is out of date.</summary>
    internal void Maintain(TimestampMs now)
    {
        lock (entriesLock)
        {
            foreach (var (key, entry) in entries)
            {
                if (entry.ExpiresAt <= now)
                {
                    entries.Remove(key);
                }
            }

            journal?.AskForCompaction(entries);
        }

        Write();
    }
}
