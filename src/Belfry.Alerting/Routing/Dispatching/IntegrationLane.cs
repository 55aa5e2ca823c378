using System.Diagnostics.CodeAnalysis;
using Belfry.Alerting.Notify;

namespace Belfry.Alerting.Routing.Dispatching;

/// <summary>
/// The way to one integration: a queue and a few workers of its own, so that a slow or hanging receiver delays nobody
/// else. The queue is bounded by the number of groups, each of which has at most one delivery here. Workers run only
/// while there is work. Thread-safe.
/// </summary>
internal sealed partial class IntegrationLane : IAsyncDisposable
{
    /// <summary>The most attempts that run at once.</summary>
    internal const int WorkerCountMax = 16;

    private static readonly TimeSpan AttemptTimeMax = TimeSpan.FromDays(20);

    private readonly Lock queueLock = new();
    private readonly Queue<Delivery> queue = new();
    private readonly DispatchServices services;
    private readonly CancellationTokenSource stopping = new();
    private int workerCount;
    private TaskCompletionSource idle = Completed();

    internal IntegrationLane(Integration integration, DispatchServices services)
    {
        Integration = integration;
        this.services = services;
        Metrics = services.Metrics.For(integration);
    }

    internal Integration Integration { get; }

    internal IntegrationMetrics Metrics { get; }

    /// <summary>Completes when the queue is empty and no attempt runs.</summary>
    internal Task Idle
    {
        get
        {
            lock (queueLock)
            {
                return idle.Task;
            }
        }
    }

    /// <summary>Queues an attempt; after a stop, drops it.</summary>
    internal void Enqueue(Delivery delivery)
    {
        lock (queueLock)
        {
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            queue.Enqueue(delivery);
            if (workerCount == WorkerCountMax)
            {
                return;
            }

            if (workerCount++ == 0)
            {
                idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        // Awaited at the stop through `idle`, which the last worker completes.
        _ = Task.Run(WorkAsync, CancellationToken.None);
    }

    /// <summary>Cancels what is being sent, drops what is queued, and waits for the workers to end.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (queueLock)
        {
            queue.Clear();
        }

        await stopping.CancelAsync();
        await Idle;
        stopping.Dispose();
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private async Task WorkAsync()
    {
        while (TryTake(out var delivery))
        {
            await AttemptAsync(delivery);
        }
    }

    private bool TryTake([NotNullWhen(true)] out Delivery? delivery)
    {
        lock (queueLock)
        {
            if (!stopping.IsCancellationRequested && queue.TryDequeue(out delivery))
            {
                return true;
            }

            delivery = null;
            if (--workerCount == 0)
            {
                idle.SetResult();
            }

            return false;
        }
    }

    private async Task AttemptAsync(Delivery delivery)
    {
        var startedMs = services.MonotonicMs;
        if (startedMs >= delivery.DeadlineMs)
        {
            Fail(delivery, delivery.AttemptCount > 0
                ? delivery.LastOutcome
                : NotifyOutcome.Final("context deadline exceeded", FailureReason.DeadlineExceeded));
            return;
        }

        var outcome = await NotifyAsync(delivery, TimeSpan.FromMilliseconds(delivery.DeadlineMs - startedMs));
        if (stopping.IsCancellationRequested && !outcome.IsDelivered)
        {
            return;
        }

        if (outcome.IsDelivered)
        {
            Succeed(delivery);
        }
        else if (outcome.IsRetryable)
        {
            RetryLater(delivery, outcome, startedMs);
        }
        else
        {
            Fail(delivery, outcome);
        }
    }

    [SuppressMessage(
        "Design", "CA1031", Justification = "The edge of a loop: what escapes is a failure, logged and counted.")]
    private async Task<NotifyOutcome> NotifyAsync(Delivery delivery, TimeSpan timeLeft)
    {
        var started = services.Clock.GetTimestamp();
        var outcome = default(NotifyOutcome);
        using var deadline = new CancellationTokenSource(
            timeLeft < AttemptTimeMax ? timeLeft : AttemptTimeMax, services.Clock);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping.Token);
        try
        {
            outcome = await Integration.Notifier.NotifyAsync(delivery.Notification, attempt.Token);
        }
        catch (OperationCanceledException) when (attempt.IsCancellationRequested)
        {
            outcome = stopping.IsCancellationRequested
                ? NotifyOutcome.Final("context canceled", FailureReason.Canceled)
                : NotifyOutcome.Retryable("context deadline exceeded", FailureReason.DeadlineExceeded);
        }
        catch (Exception exception)
        {
            LogNotifierThrew(services.Logger, Integration, exception);
            outcome = NotifyOutcome.Final($"BUG: the notifier threw {exception.GetType().Name}");
        }

        delivery.AttemptCount++;
        Metrics.CountAttempt(outcome.IsDelivered, services.Clock.GetElapsedTime(started));
        return outcome;
    }

    private void Succeed(Delivery delivery)
    {
        if (delivery.AttemptCount > 1)
        {
            LogDeliveredAfterRetries(
                services.Logger, Integration, delivery.Notification.GroupKey, delivery.AttemptCount);
        }

        delivery.Flush.Dispatcher.Record(delivery);
        delivery.Flush.Dispatcher.Complete(delivery.Flush, isDelivered: true);
    }

    private void RetryLater(Delivery delivery, NotifyOutcome outcome, long startedMs)
    {
        if (delivery.LastOutcome.Error != outcome.Error)
        {
            LogAttemptFailed(
                services.Logger, Integration, delivery.Notification.GroupKey, delivery.AttemptCount, outcome.Error);
        }

        delivery.LastOutcome = outcome;
        lock (services.StateLock)
        {
            var dueMs = startedMs + Backoff.NextMs(delivery.AttemptCount, services.Random.NextDouble());
            services.Schedule.Add(delivery, Math.Min(dueMs, delivery.DeadlineMs));
        }

        services.Wake.Set();
    }

    private void Fail(Delivery delivery, NotifyOutcome outcome)
    {
        Metrics.CountFailure(outcome.Reason);
        LogNotificationFailed(
            services.Logger, Integration, delivery.Notification.GroupKey, delivery.AttemptCount, outcome.Error);
        delivery.Flush.Dispatcher.Complete(delivery.Flush, isDelivered: false);
    }
}
