using Belfry.Query.Engine;

namespace Belfry.Query.Reuse;

/// <summary>A query that one computes and others may wait for. Thread-safe.</summary>
/// <param name="version">The version of the store when it was asked.</param>
internal sealed class QueryUnderWay(long version)
{
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile QueryResult? result;

    internal long Version => version;

    /// <summary>Who of those that waited goes on when it was given up; under the lock of its owner.</summary>
    internal QueryUnderWay? Successor { get; set; }

    /// <summary>The answer, once it is there; null when it was given up for reasons of whoever asked first.</summary>
    internal QueryResult? Wait(CancellationToken stop)
    {
        completion.Task.Wait(stop);
        return result;
    }

    /// <summary>Says what became of it.</summary>
    internal void Complete(QueryResult? outcome)
    {
        result = outcome?.Failure is null or { Kind: QueryFailureKind.Execution or QueryFailureKind.BadData }
            ? outcome
            : null;
        completion.SetResult();
    }
}
