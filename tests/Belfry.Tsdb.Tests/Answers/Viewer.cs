using Belfry.Query.Engine;

namespace Belfry.Tsdb.Tests.Answers;

/// <summary>Somebody who asks a query on a thread of its own.</summary>
internal sealed class Viewer
{
    private readonly Thread thread;
    private QueryResult? result;

    private Viewer(QueryEngine engine, QueryRequest request, CancellationToken token) =>
        thread = new Thread(() => result = engine.Evaluate(request, token)) { IsBackground = true };

    /// <summary>The answer, once it is there.</summary>
    internal QueryResult Result
    {
        get
        {
            thread.Join();
            return result!;
        }
    }

    internal static Viewer Start(QueryEngine engine, QueryRequest request, CancellationToken token)
    {
        var viewer = new Viewer(engine, request, token);
        viewer.thread.Start();
        return viewer;
    }

    /// <summary>Returns when it waits for another one.</summary>
    internal static Viewer StartWaiting(QueryEngine engine, QueryRequest request, CancellationToken token)
    {
        var viewer = Start(engine, request, token);
        while ((viewer.thread.ThreadState & ThreadState.WaitSleepJoin) == 0)
        {
            Thread.Yield();
        }

        return viewer;
    }
}
