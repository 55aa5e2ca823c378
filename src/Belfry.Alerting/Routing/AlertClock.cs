using System.Diagnostics.CodeAnalysis;
using Belfry.Platform.Telemetry;
using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Routing;

/// <summary>
/// The thread on which time passes for a router: it runs what is due and sleeps until the next moment or until woken. A
/// thread of its own, so that alerts go out however busy the thread pool is. A round that throws is counted and logged,
/// and the clock goes on.
/// </summary>
internal sealed partial class AlertClock
{
    /// <summary>It looks at least this often, so that a clock which jumps is noticed.</summary>
    private const long SleepMsMax = 1000;

    /// <summary>After a failed round it does not spin.</summary>
    private const long SleepMsAfterFailure = 100;

    private readonly Func<long?> runDue;
    private readonly AutoResetEvent wake;
    private readonly Counter failures;
    private readonly ILogger logger;
    private readonly Thread thread;
    private volatile bool isStopping;

    internal AlertClock(Func<long?> runDue, AutoResetEvent wake, Counter failures, ILogger logger)
    {
        this.runDue = runDue;
        this.wake = wake;
        this.failures = failures;
        this.logger = logger;
        thread = new Thread(Run) { Name = "belfry-alert-clock", IsBackground = true };
        thread.Start();
    }

    /// <summary>Ends the thread and waits for it.</summary>
    internal void Stop()
    {
        isStopping = true;
        wake.Set();
        thread.Join();
    }

    private void Run()
    {
        while (!isStopping)
        {
            var sleepMs = RunRound();
            wake.WaitOne((int)Math.Min(sleepMs, SleepMsMax));
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a loop: what escapes is counted and logged.")]
    private long RunRound()
    {
        try
        {
            return runDue() ?? SleepMsMax;
        }
        catch (Exception exception)
        {
            failures.Increment();
            LogRoundFailed(logger, exception);
            return SleepMsAfterFailure;
        }
    }

    [LoggerMessage(4232, LogLevel.Error, "round of the alert clock failed and will be tried again")]
    private static partial void LogRoundFailed(ILogger logger, Exception exception);
}
