namespace Belfry.Query.Engine;

/// <summary>
/// Is told of queries while an engine evaluates them. Called from the queries' threads, several at once. What it cannot
/// do it must count or log itself: it throws nothing and holds no query up.
/// </summary>
public interface IQueryWatcher
{
    /// <summary>Whether it looks at how many samples a query took, so that they must be counted.</summary>
    bool WantsStatistics => false;

    /// <summary>
    /// A query that parses has got its turn. What is returned is disposed when it has ended in whatever way; null for
    /// nothing.
    /// </summary>
    IDisposable? Began(QueryRequest request) => null;

    /// <summary>A query that parses has ended, also one that never got its turn.</summary>
    void Ended(QueryRequest request, QueryResult result)
    {
    }
}
