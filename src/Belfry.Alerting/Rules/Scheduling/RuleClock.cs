using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Belfry.Alerting.Rules.Telemetry;
using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Rules.Scheduling;

/// <summary>
/// The threads that evaluate groups when they are due. They are threads of their own, and their waits use no timers,
/// so that rules are evaluated and alerts sent even when the thread pool is starved.
/// </summary>
internal sealed partial class RuleClock : IDisposable
{
    // A group that is added meanwhile, or a clock that is set, is noticed after this long at the latest.
    private static readonly TimeSpan WaitMax = TimeSpan.FromMilliseconds(500);

    private readonly Func<bool> runOne;
    private readonly Func<TimeSpan> untilNext;
    private readonly RuleMetrics metrics;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly Thread[] threads;

    private RuleClock(
        int threadCount, Func<bool> runOne, Func<TimeSpan> untilNext, RuleMetrics metrics, ILogger logger)
    {
        this.runOne = runOne;
        this.untilNext = untilNext;
        this.metrics = metrics;
        this.logger = logger;
        threads = [.. Enumerable.Range(1, threadCount).Select(number => new Thread(Run)
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"rule clock {number}"),
            IsBackground = true,
        })];
    }

    /// <summary>Starts the threads.</summary>
    /// <param name="threadCount">How many.</param>
    /// <param name="runOne">Does what is due; false when nothing was.</param>
    /// <param name="untilNext">How long until something is due.</param>
    /// <param name="metrics">Where failures are counted.</param>
    /// <param name="logger">Where failures are logged.</param>
    public static RuleClock Start(
        int threadCount, Func<bool> runOne, Func<TimeSpan> untilNext, RuleMetrics metrics, ILogger logger)
    {
        var clock = new RuleClock(threadCount, runOne, untilNext, metrics, logger);
        foreach (var thread in clock.threads)
        {
            thread.Start();
        }

        return clock;
    }

    /// <summary>Ends the threads; returns when they have ended.</summary>
    public void Dispose()
    {
        stopping.Cancel();
        foreach (var thread in threads)
        {
            thread.Join();
        }

        stopping.Dispose();
    }

    private void Run()
    {
        while (!stopping.IsCancellationRequested)
        {
            var wait = RunDue();
            stopping.Token.WaitHandle.WaitOne(wait < WaitMax ? wait : WaitMax);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a loop: what escapes is counted and logged.")]
    private TimeSpan RunDue()
    {
        try
        {
            while (!stopping.IsCancellationRequested && runOne())
            {
            }

            var wait = untilNext();
            return wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1);
        }
        catch (Exception exception)
        {
            metrics.CountLoopFailure();
            LogClockFailed(logger, exception);
            return WaitMax;
        }
    }
}
