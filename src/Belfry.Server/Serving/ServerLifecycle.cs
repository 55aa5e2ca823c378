namespace Belfry.Server.Serving;

/// <summary>Where the process stands between its start and its end. Thread-safe.</summary>
internal sealed class ServerLifecycle
{
    private readonly TaskCompletionSource stopRequested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isReady;

    /// <summary>Ends when somebody asks the process to stop.</summary>
    internal Task StopRequested => stopRequested.Task;

    internal bool IsStopping => stopRequested.Task.IsCompleted;

    internal bool IsReady => isReady && !IsStopping;

    internal void BecomeReady() => isReady = true;

    internal void RequestStop() => stopRequested.TrySetResult();
}
