using Belfry.Platform.Loops;
using Belfry.Platform.Telemetry;
using Belfry.Testing.Metrics;
using Belfry.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Platform.Tests.Loops;

public sealed class LoopTests
{
    private readonly ManualClock clock = new();
    private readonly MetricRegistry metrics = new();

    [Fact]
    public async Task A_run_that_throws_is_counted_and_the_loop_goes_on()
    {
        using var ran = new SemaphoreSlim(0);
        await using var loop = Start(_ =>
        {
            ran.Release();
            throw new InvalidOperationException("no luck");
        });

        for (var run = 0; run < 3; run++)
        {
            await RunNext(ran);
        }

        await loop.DisposeAsync();
        var samples = CollectedMetrics.Of(metrics);
        Assert.Equal(3, samples["belfry_loop_failures_total{loop=\"test\"}"]);
        Assert.Equal(3, samples["belfry_loop_runs_total{loop=\"test\"}"]);
        Assert.Equal(0, samples["belfry_loop_last_success_timestamp_seconds{loop=\"test\"}"]);
    }

    [Fact]
    public async Task Stopping_cancels_a_run_and_waits_for_its_end()
    {
        using var ran = new SemaphoreSlim(0);
        var hasEnded = false;
        await using var loop = Start(async cancellationToken =>
        {
            ran.Release();
            await Task.Delay(Timeout.Infinite, cancellationToken)
                .ContinueWith(_ => hasEnded = true, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
        });
        await RunNext(ran);

        await loop.DisposeAsync();

        Assert.True(hasEnded);
        Assert.Equal(0, CollectedMetrics.Of(metrics)["belfry_loop_failures_total{loop=\"test\"}"]);
    }

    [Fact]
    public async Task Due_times_that_pass_during_a_run_are_skipped_and_counted()
    {
        using var ran = new SemaphoreSlim(0);
        var isFirst = true;
        await using var loop = Start(_ =>
        {
            if (isFirst)
            {
                isFirst = false;
                clock.Jump(clock.GetUtcNow() + TimeSpan.FromSeconds(35));
            }

            ran.Release();
            return Task.CompletedTask;
        });

        await RunNext(ran);
        await RunNext(ran);

        await loop.DisposeAsync();
        Assert.Equal(3, CollectedMetrics.Of(metrics)["belfry_loop_skipped_runs_total{loop=\"test\"}"]);
    }

    private Loop Start(Func<CancellationToken, Task> run) => Loop.Start(
        new LoopOptions { Name = "test", Interval = TimeSpan.FromSeconds(10), FirstRunAfter = TimeSpan.FromSeconds(10) },
        run,
        clock,
        metrics,
        NullLogger.Instance);

    private async Task RunNext(SemaphoreSlim ran)
    {
        // The loop sets its timer on another thread, so the clock is moved until the run is seen.
        while (!await ran.WaitAsync(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken))
        {
            clock.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
