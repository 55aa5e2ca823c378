using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Head;

/// <summary>
/// The newest exemplars of all series, so many and no more: a new one takes the place of the oldest. Exemplars of a
/// series are linked, so that they are found without looking at others. Thread-safe; the lock is held for memory
/// operations only.
/// </summary>
internal sealed class ExemplarRing
{
    private readonly Lock ringLock = new();
    private readonly Dictionary<uint, Chain> chains = [];
    private readonly int capacity;
    private Entry[] entries = [];
    private int next;

    internal ExemplarRing(int capacity) => this.capacity = Math.Max(0, capacity);

    /// <summary>Exemplars held now.</summary>
    internal int Count { get; private set; }

    /// <summary>Series that have any.</summary>
    internal int SeriesCount => chains.Count;

    /// <summary>The most exemplars held.</summary>
    internal int Capacity => capacity;

    /// <summary>Exemplars taken since the start.</summary>
    internal long AppendedCount { get; private set; }

    /// <summary>Exemplars refused because a newer one of their series is there.</summary>
    internal long OutOfOrderCount { get; private set; }

    /// <summary>The time of the newest exemplar; null when there is none.</summary>
    internal long? NewestTimeMs { get; private set; }

    /// <summary>Whether this exemplar would be taken.</summary>
    internal AppendOutcome Judge(uint seriesId, Exemplar exemplar)
    {
        if (capacity == 0)
        {
            return AppendOutcome.LimitReached;
        }

        lock (ringLock)
        {
            if (!chains.TryGetValue(seriesId, out var chain))
            {
                return AppendOutcome.Appended;
            }

            var newest = entries[chain.Newest].Exemplar!;
            if (newest == exemplar)
            {
                return AppendOutcome.DuplicateTimestamp;
            }

            // At one time they rise by value and labels, as those of a histogram are handed over: so a whole set that
            // comes again is known by its first.
            var order = exemplar.Timestamp.CompareTo(newest.Timestamp);
            order = order == 0 ? exemplar.Value.CompareTo(newest.Value) : order;
            if (order < 0 || (order == 0 && exemplar.Labels < newest.Labels))
            {
                OutOfOrderCount++;
                return AppendOutcome.OutOfOrder;
            }

            return AppendOutcome.Appended;
        }
    }

    /// <summary>Takes an exemplar of a committed batch; one that would not be taken any more is left out.</summary>
    internal void Add(HeadSeries series, Exemplar exemplar)
    {
        if (Judge(series.Id, exemplar) != AppendOutcome.Appended)
        {
            return;
        }

        lock (ringLock)
        {
            if (next == entries.Length && entries.Length < capacity)
            {
                Array.Resize(ref entries, Math.Min(capacity, Math.Max(64, entries.Length * 2)));
            }

            next = next == entries.Length ? 0 : next;
            DropAt(next);
            entries[next] = new Entry(series.Id, exemplar, -1);
            if (chains.TryGetValue(series.Id, out var chain))
            {
                entries[chain.Newest].Later = next;
                chain.Newest = next;
            }
            else
            {
                chains.Add(series.Id, new Chain(LabelsOf(series), next));
            }

            next++;
            Count++;
            AppendedCount++;
            NewestTimeMs = Math.Max(NewestTimeMs ?? long.MinValue, exemplar.Timestamp.Value);
        }
    }

    /// <summary>The exemplars of a range, both ends included, of series whose labels are wanted, sorted by
    /// labels.</summary>
    internal List<SeriesExemplars> Select(Func<Labels, bool> isWanted, long fromMs, long throughMs)
    {
        var found = new List<SeriesExemplars>();
        lock (ringLock)
        {
            foreach (var chain in chains.Values)
            {
                if (isWanted(chain.Labels) && Collect(chain, fromMs, throughMs) is { Count: > 0 } some)
                {
                    found.Add(new SeriesExemplars(chain.Labels, some));
                }
            }
        }

        found.Sort((left, right) => left.Labels.CompareTo(right.Labels));
        return found;
    }

    /// <summary>All of them with the ids of their series, by series and rising time.</summary>
    internal List<(uint SeriesId, Exemplar Exemplar)> Snapshot()
    {
        var all = new List<(uint, Exemplar)>();
        lock (ringLock)
        {
            foreach (var (id, chain) in chains)
            {
                all.AddRange(Collect(chain, long.MinValue, long.MaxValue).Select(exemplar => (id, exemplar)));
            }
        }

        return all;
    }

    private List<Exemplar> Collect(Chain chain, long fromMs, long throughMs)
    {
        var found = new List<Exemplar>();
        for (var place = chain.Oldest; place >= 0; place = entries[place].Later)
        {
            var exemplar = entries[place].Exemplar!;
            if (exemplar.Timestamp.Value >= fromMs && exemplar.Timestamp.Value <= throughMs)
            {
                found.Add(exemplar);
            }
        }

        return found;
    }

    // What is at a place is the oldest of all, so it is the oldest of its series.
    private void DropAt(int place)
    {
        if (entries[place].Exemplar is null)
        {
            return;
        }

        Count--;
        var id = entries[place].SeriesId;
        if (entries[place].Later < 0)
        {
            chains.Remove(id);
        }
        else
        {
            chains[id].Oldest = entries[place].Later;
        }
    }

    private static Labels LabelsOf(HeadSeries series)
    {
        var canonical = new byte[256];
        var length = series.WriteLabels(ref canonical);
        return Labels.FromCanonical(canonical.AsSpan(0, length));
    }

    private record struct Entry(uint SeriesId, Exemplar? Exemplar, int Later);

    private sealed class Chain(Labels labels, int place)
    {
        internal Labels Labels => labels;

        internal int Oldest { get; set; } = place;

        internal int Newest { get; set; } = place;
    }
}
