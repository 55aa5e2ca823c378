using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Head;

/// <summary>What the head has counted since the start. Thread-safe.</summary>
internal sealed class HeadCounters
{
    private long outOfBounds;
    private long outOfOrder;
    private long duplicates;

    internal long OutOfBoundsCount => Volatile.Read(ref outOfBounds);

    internal long OutOfOrderCount => Volatile.Read(ref outOfOrder);

    internal long DuplicateCount => Volatile.Read(ref duplicates);

    /// <summary>Committed samples that lost against another batch's sample of the same time. Leader writes.</summary>
    internal long ConflictCount { get; set; }

    /// <summary>Leader writes.</summary>
    internal long SamplesAppended { get; set; }

    /// <summary>Leader writes.</summary>
    internal long ChunksCreated { get; set; }

    /// <summary>Leader writes.</summary>
    internal long ChunksRemoved { get; set; }

    /// <summary>Written under the lock for making series.</summary>
    internal long SeriesCreated { get; set; }

    /// <summary>Written under the lock for making series.</summary>
    internal long SeriesRemoved { get; set; }

    /// <summary>Written under the lock for making series.</summary>
    internal long SeriesRefused { get; set; }

    internal void OutOfBounds() => Interlocked.Increment(ref outOfBounds);

    internal void Refused(AppendOutcome outcome)
    {
        if (outcome == AppendOutcome.DuplicateTimestamp)
        {
            Interlocked.Increment(ref duplicates);
        }
        else
        {
            Interlocked.Increment(ref outOfOrder);
        }
    }
}
