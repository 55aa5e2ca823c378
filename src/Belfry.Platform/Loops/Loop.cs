using System.Diagnostics.CodeAnalysis;
using Belfry.Platform.Telemetry;
using Belfry.Platform.Time;
using Microsoft.Extensions.Logging;

namespace Belfry.Platform.Loops;

/// <summary>
/// Periodic work. Overrun policy: due times that pass while a run is still going are skipped and counted. A run that
/// throws is counted and logged, and the loop goes on. The owner disposes it, which cancels a run and awaits its end.
/// Metrics: <c>belfry_loop_{runs,failures,skipped_runs}_total</c>, <c>belfry_loop_last_success_timestamp_seconds</c>,
/// <c>belfry_loop_duration_seconds</c>, all by <c>loop</c>.
/// </summary>
public sealed partial class Loop : IAsyncDisposable
{
    private static readonly double[] DurationBounds = [0.001, 0.01, 0.1, 1, 10, 60];

    private readonly LoopOptions options;
    private readonly Func<CancellationToken, Task> run;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task running;

    private readonly Counter runs;
    private readonly Counter failures;
    private readonly Counter skipped;
    private readonly Gauge lastSuccess;
    private readonly Histogram duration;

    private Loop(
        LoopOptions options,
        Func<CancellationToken, Task> run,
        TimeProvider clock,
        MetricRegistry metrics,
        ILogger logger)
    {
        this.options = options;
        this.run = run;
        this.clock = clock;
        this.logger = logger;
        runs = metrics.Counter("belfry_loop_runs_total", "Runs of periodic work.", "loop").With(options.Name);
        failures = metrics.Counter("belfry_loop_failures_total", "Runs that failed.", "loop").With(options.Name);
        skipped = metrics.Counter(
            "belfry_loop_skipped_runs_total", "Due times that passed during a run.", "loop").With(options.Name);
        lastSuccess = metrics.Gauge(
            "belfry_loop_last_success_timestamp_seconds", "When a run last succeeded.", "loop").With(options.Name);
        duration = metrics.Histogram(
            "belfry_loop_duration_seconds", "How long runs take.", DurationBounds, "loop").With(options.Name);
        running = Task.Run(RunAsync);
    }

    /// <summary>Starts <paramref name="run"/> on the thread pool, once per interval.</summary>
    public static Loop Start(
        LoopOptions options,
        Func<CancellationToken, Task> run,
        TimeProvider clock,
        MetricRegistry metrics,
        ILogger logger) =>
        new(options, run, clock, metrics, logger);

    /// <summary>Cancels a run that is going and waits until it has ended. No run starts afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!stopping.IsCancellationRequested)
        {
            await stopping.CancelAsync();
        }

        await running;
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var due = clock.GetUtcNow() + options.FirstRunAfter;
        while (await WaitUntilAsync(due))
        {
            await RunOnceAsync();
            due += options.Interval;
            var now = clock.GetUtcNow();
            while (due < now)
            {
                due += options.Interval;
                skipped.Increment();
            }
        }
    }

    private async Task<bool> WaitUntilAsync(DateTimeOffset due)
    {
        var wait = due - clock.GetUtcNow();
        try
        {
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, clock, stopping.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a loop: what escapes is counted and logged.")]
    private async Task RunOnceAsync()
    {
        var started = clock.GetTimestamp();
        try
        {
            await run(stopping.Token);
            lastSuccess.Set(clock.NowMs().ToUnixSeconds());
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopping is not a failure.
        }
        catch (Exception exception)
        {
            failures.Increment();
            LogRunFailed(logger, options.Name, exception);
        }

        runs.Increment();
        duration.Observe(clock.GetElapsedTime(started).TotalSeconds);
    }
}
