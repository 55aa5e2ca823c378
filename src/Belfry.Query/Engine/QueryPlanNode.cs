namespace Belfry.Query.Engine;

/// <summary>
/// A part of a query as it was evaluated: what it is, what it gave, what it cost. Times of parts that several threads
/// computed are added up.
/// </summary>
public sealed record QueryPlanNode
{
    /// <summary>What kind of part it is: <c>selector</c>, <c>function rate</c>, <c>aggregation sum</c>…</summary>
    public required string Operator { get; init; }

    /// <summary>Its text, as far as it is not long.</summary>
    public required string Expression { get; init; }

    /// <summary>Where it begins in the query, in bytes from zero.</summary>
    public required int Start { get; init; }

    /// <summary>Where it ends, exclusive.</summary>
    public required int End { get; init; }

    /// <summary>The series it gave, at whatever step; null where that does not apply.</summary>
    public long? Series { get; init; }

    /// <summary>The values it computed, over all steps and as often as they were asked for.</summary>
    public long? Values { get; init; }

    /// <summary>The series that were selected from the store for it; null when it does not select.</summary>
    public long? StoredSeries { get; init; }

    /// <summary>The samples, or windows of samples, that were read from the store for it.</summary>
    public long? StoredSamples { get; init; }

    /// <summary>The bytes that these take once decoded.</summary>
    public long? DecodedBytes { get; init; }

    /// <summary>The time it took, with everything inside.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The time it took without what is inside.</summary>
    public TimeSpan Own { get; init; }

    /// <summary>The parts directly inside, in the order they are written.</summary>
    public required IReadOnlyList<QueryPlanNode> Children { get; init; }
}
