namespace Belfry.Query.Engine;

/// <summary>What a query cost.</summary>
public sealed record QueryStatistics
{
    /// <summary>Samples read from storage, each as often as an evaluation step used it.</summary>
    public long TotalQueryableSamples { get; init; }

    /// <summary>The same for each step; null unless it was asked for and the engine allows it.</summary>
    public IReadOnlyList<StepSamples>? TotalQueryableSamplesPerStep { get; init; }

    /// <summary>
    /// Samples read from storage: those that ranges of several steps have in common once. Zero unless exact
    /// statistics were asked for.
    /// </summary>
    public long SamplesRead { get; init; }

    /// <summary>The same for each step; null unless it was asked for and the engine allows it.</summary>
    public IReadOnlyList<StepSamples>? SamplesReadPerStep { get; init; }

    /// <summary>The most samples held at one moment.</summary>
    public long PeakSamples { get; init; }

    /// <summary>Steps of a range query that came from an earlier answer; nothing was looked at for them.</summary>
    public int StepsReused { get; init; }

    /// <summary>All steps; one for an instant query.</summary>
    public int Steps { get; init; }

    /// <summary>How long it waited for its turn.</summary>
    public TimeSpan Queued { get; init; }

    /// <summary>The time spent on opening the store and selecting series.</summary>
    public TimeSpan Preparation { get; init; }

    /// <summary>The time spent on putting the series of a matrix in order.</summary>
    public TimeSpan Sorting { get; init; }

    /// <summary>The time from start to answer, with all of these.</summary>
    public TimeSpan Elapsed { get; init; }
}
