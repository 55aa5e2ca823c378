using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Head;

/// <summary>What the head has counted since the start. Thread-safe.</summary>
internal sealed class HeadCounters
{
    private const int OutcomeCount = (int)AppendOutcome.LimitReached + 1;

    private long labelsRefused;
    private readonly long[] refusals = new long[2 * OutcomeCount];

    /// <summary>How often an outcome other than <see cref="AppendOutcome.Appended"/> was given.</summary>
    internal long RefusalCount(AppendOutcome outcome, bool isHistogram) =>
        Volatile.Read(ref refusals[Place(outcome, isHistogram)]);

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

    /// <summary>Committed native histograms. Leader writes.</summary>
    internal long HistogramsAppended { get; set; }

    /// <summary>Committed samples that came behind a newer one of their series. Leader writes.</summary>
    internal long DisorderedAppended { get; set; }

    /// <summary>New series refused because their labels are too long.</summary>
    internal long LabelsRefusedCount => Volatile.Read(ref labelsRefused);

    internal void LabelsRefused() => Interlocked.Increment(ref labelsRefused);

    /// <summary>Begins to count samples: those of before the start do not count.</summary>
    internal void ForgetReplay() =>
        (SamplesAppended, HistogramsAppended, DisorderedAppended, ConflictCount) = (0, 0, 0, 0);

    internal void Refused(AppendOutcome outcome, bool isHistogram) =>
        Interlocked.Increment(ref refusals[Place(outcome, isHistogram)]);

    private static int Place(AppendOutcome outcome, bool isHistogram) =>
        (int)outcome + (isHistogram ? OutcomeCount : 0);
}
