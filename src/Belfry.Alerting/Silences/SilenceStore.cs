using System.Collections.Immutable;
using Belfry.Configuration.Alertmanager.Matchers;
using Belfry.Model;
using Belfry.Platform.Time;

namespace Belfry.Alerting.Silences;

/// <summary>
/// All silences, by id; expired ones are kept for a while as history. Bounded: beyond <see cref="SilenceCountMax"/> a
/// new one is refused. Readers see an immutable snapshot without a lock. Thread-safe.
/// </summary>
public sealed class SilenceStore
{
    /// <summary>The most silences that are kept, expired ones included.</summary>
    public const int SilenceCountMax = 10_000;

    private readonly Lock changeLock = new();
    private readonly TimeProvider clock;
    private readonly TimeSpan retention;
    private readonly SilenceJournal? journal;
    private readonly MatcherSyntax syntax;
    private ImmutableDictionary<string, Silence> silences;

    /// <summary>
    /// The silences of <paramref name="journal"/>, or none; expired ones are kept for <paramref name="retention"/>.
    /// </summary>
    internal SilenceStore(
        TimeProvider clock,
        TimeSpan retention,
        SilenceJournal? journal,
        MatcherSyntax syntax = MatcherSyntax.Fallback)
    {
        this.clock = clock;
        this.retention = retention;
        this.journal = journal;
        this.syntax = syntax;
        silences = journal?.Load() ?? ImmutableDictionary<string, Silence>.Empty;
    }

    /// <summary>How matchers are read, and which names they may have.</summary>
    public MatcherSyntax MatcherSyntax => syntax;

    /// <summary>All silences, in no order.</summary>
    public IEnumerable<Silence> All => Volatile.Read(ref silences).Values;

    internal bool IsEmpty => Volatile.Read(ref silences).IsEmpty;

    /// <summary>The silence of this id; null when there is none.</summary>
    public Silence? Find(string id) => Volatile.Read(ref silences).GetValueOrDefault(id);

    /// <summary>True when an active silence matches an alert with these labels.</summary>
    public bool IsSilenced(Labels labels, TimestampMs now)
    {
        foreach (var (_, silence) in Volatile.Read(ref silences))
        {
            if (silence.StateAt(now) == SilenceState.Active && silence.Matches(labels))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The ids of the active silences that match, sorted by ordinal.</summary>
    public IReadOnlyList<string> SilencedBy(Labels labels, TimestampMs now)
    {
        List<string>? ids = null;
        foreach (var (id, silence) in Volatile.Read(ref silences))
        {
            if (silence.StateAt(now) == SilenceState.Active && silence.Matches(labels))
            {
                (ids ??= []).Add(id);
            }
        }

        ids?.Sort(StringComparer.Ordinal);
        return ids ?? [];
    }

    /// <summary>
    /// Stores a new silence (empty id) or changes a known one. A change that would falsify history expires the known
    /// one and stores a new one instead. On success <paramref name="id"/> is the id it now has; a failure says why in
    /// <paramref name="error"/> and changed nothing.
    /// </summary>
    public SilenceOutcome Set(Silence silence, out string id, out string error)
    {
        lock (changeLock)
        {
            id = silence.Id;
            var now = clock.NowMs();
            error = SilenceRules.ErrorOf(silence, syntax) is { } wrong ? $"invalid silence: {wrong}" : "";
            if (error.Length > 0)
            {
                return SilenceOutcome.Invalid;
            }

            var known = id.Length > 0 ? Find(id) : null;
            if (id.Length > 0 && known is null)
            {
                error = "silence not found";
                return SilenceOutcome.NotFound;
            }

            if (known is not null && SilenceRules.CanUpdate(known, silence, now))
            {
                Store([silence with { UpdatedAt = now }]);
                return SilenceOutcome.Done;
            }

            if (silences.Count >= SilenceCountMax)
            {
                error = $"exceeded maximum number of silences: {silences.Count} (limit: {SilenceCountMax})";
                return SilenceOutcome.LimitReached;
            }

            id = Guid.NewGuid().ToString();
            var added = silence with
            {
                Id = id,
                StartsAt = silence.StartsAt < now ? now : silence.StartsAt,
                UpdatedAt = now,
            };
            Store(known is not null &&
                known.StateAt(now) != SilenceState.Expired ? [Expired(known, now), added] : [added]);
            return SilenceOutcome.Done;
        }
    }

    /// <summary>Ends a silence now. One that has expired already stays as it is.</summary>
    public SilenceOutcome Expire(string id)
    {
        lock (changeLock)
        {
            if (Find(id) is not { } silence)
            {
                return SilenceOutcome.NotFound;
            }

            var now = clock.NowMs();
            if (silence.StateAt(now) != SilenceState.Expired)
            {
                Store([Expired(silence, now)]);
            }

            return SilenceOutcome.Done;
        }
    }

    /// <summary>Forgets silences that expired long ago.</summary>
    internal void Maintain()
    {
        lock (changeLock)
        {
            var horizon = clock.NowMs() - retention;
            var old = silences.Values.Where(silence => silence.EndsAt < horizon).Select(silence => silence.Id).ToList();
            if (old.Count > 0)
            {
                Volatile.Write(ref silences, silences.RemoveRange(old));
                journal?.Save(silences.Values);
            }
        }
    }

    private static Silence Expired(Silence silence, TimestampMs now) => silence with
    {
        StartsAt = silence.StartsAt > now ? now : silence.StartsAt,
        EndsAt = now,
        UpdatedAt = now,
    };

    private void Store(IEnumerable<Silence> changed)
    {
        Volatile.Write(
            ref silences,
                silences.SetItems(changed.Select(silence => new KeyValuePair<string, Silence>(silence.Id, silence))));
        journal?.Save(silences.Values);
    }
}
