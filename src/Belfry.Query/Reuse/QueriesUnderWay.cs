using Belfry.Query.Engine;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Reuse;

/// <summary>
/// Lets those who ask the same range query at the same moment wait for the first of them, who computes it. They share
/// its answer if no sample changed between the two questions, so that nobody misses what was there when it asked;
/// otherwise they find it among the answers that are kept, and compute what changed. Thread-safe.
/// </summary>
internal sealed class QueriesUnderWay(IChangeRecord changes)
{
    private readonly Lock underWayLock = new();
    private readonly Dictionary<QueryRequest, QueryUnderWay> queries = [];

    /// <summary>The answer; <paramref name="isShared"/> when another one has computed it.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled while it waited.</exception>
    internal QueryResult Answer(
        QueryRequest request, Func<QueryResult> compute, CancellationToken stop, out bool isShared)
    {
        // Who asks, and how long it would wait, do not show in an answer.
        var key = request with { Origin = null, Timeout = null };
        var own = new QueryUnderWay(changes.Version);
        isShared = false;
        var first = FirstOf(key, own);
        while (first != own)
        {
            if (first.Wait(stop) is { } result)
            {
                isShared = first.Version == own.Version;
                return isShared ? result : compute();
            }

            // Its client has gone, or it had less time: one of those who waited goes on.
            first = SuccessorOf(first, key, own);
        }

        return Lead(key, own, compute);
    }

    private QueryUnderWay FirstOf(QueryRequest key, QueryUnderWay own)
    {
        lock (underWayLock)
        {
            return queries.TryAdd(key, own) ? own : queries[key];
        }
    }

    private QueryUnderWay SuccessorOf(QueryUnderWay first, QueryRequest key, QueryUnderWay own)
    {
        lock (underWayLock)
        {
            if (first.Successor is null)
            {
                first.Successor = own;
                queries.TryAdd(key, own);
            }

            return first.Successor;
        }
    }

    private QueryResult Lead(QueryRequest key, QueryUnderWay own, Func<QueryResult> compute)
    {
        var result = default(QueryResult);
        try
        {
            return result = compute();
        }
        finally
        {
            lock (underWayLock)
            {
                // Who goes on for another one may find that somebody else has begun meanwhile.
                if (queries.GetValueOrDefault(key) == own)
                {
                    queries.Remove(key);
                }
            }

            own.Complete(result);
        }
    }
}
