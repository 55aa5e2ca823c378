namespace Belfry.Query.Engine;

/// <summary>What became of a query: a value, or a failure; and remarks in either case.</summary>
public sealed record QueryResult
{
    /// <summary>The answer; null exactly when <see cref="Failure"/> is not.</summary>
    public QueryValue? Value { get; init; }

    /// <summary>Why there is no answer.</summary>
    public QueryFailure? Failure { get; init; }

    /// <summary>Remarks that the answer may be wrong, in Prometheus's words.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Remarks that the query may not mean what was intended, in Prometheus's words.</summary>
    public IReadOnlyList<string> Infos { get; init; } = [];

    /// <summary>How the answer came about; null unless the request asked for it.</summary>
    public QueryPlanNode? Plan { get; init; }

    /// <summary>What the query cost.</summary>
    public QueryStatistics Statistics { get; init; } = new();
}
