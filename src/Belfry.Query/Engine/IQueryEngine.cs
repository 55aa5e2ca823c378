using Belfry.Query.PromQL;

namespace Belfry.Query.Engine;

/// <summary>Answers PromQL. Thread-safe; each call computes on the caller's thread and those it is given.</summary>
public interface IQueryEngine
{
    /// <summary>Which parts of the language behind feature flags it takes.</summary>
    PromQLFeatures Features => PromQLFeatures.Stable;

    /// <summary>
    /// Evaluates <paramref name="request"/>. What is wrong with the query or what stopped it is in the result's
    /// <see cref="QueryResult.Failure"/>; a query that was cancelled by <paramref name="cancellationToken"/> has the
    /// failure kind <see cref="QueryFailureKind.Canceled"/>. Safe to repeat.
    /// </summary>
    QueryResult Evaluate(QueryRequest request, CancellationToken cancellationToken);
}
