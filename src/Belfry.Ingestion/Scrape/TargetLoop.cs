using System.Diagnostics.CodeAnalysis;
using Belfry.Configuration.Prometheus;
using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// Scrapes one target at its place in each interval, until it is stopped. Due times that pass while a scrape is going
/// are skipped. A failing scrape is an event of this target alone; nothing that a target does ends the loop.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "StopAsync disposes what is owned.")]
internal sealed partial class TargetLoop
{
    // Scrapes that start this close to their due time carry the due time, so that timestamps have even steps.
    private static readonly TimeSpan AlignmentMax = TimeSpan.FromMilliseconds(2);

    private readonly ScrapeConfig config;
    private readonly ScrapeServices services;
    private readonly Func<ITargetFetcher> fetcher;
    private readonly SocketFetcher? direct;
    private readonly ScrapeIntake intake;
    private readonly ExpositionTaker taker;
    private readonly ReportSeries reports;
    private readonly CancellationTokenSource stopping = new();
    private readonly string intervalText;
    private readonly double[] reportValues;
    private readonly StoreOutage outage = new();

    private Task running = Task.CompletedTask;
    private volatile TargetState state = TargetState.Unknown;
    private volatile string? forcedError;
    private volatile bool endsSeries;
    private int bodyLengthBytes;
    private long lastStart;
    private bool hasReported;

    internal TargetLoop(
        ScrapeTarget target,
        ScrapeConfig config,
        SeriesLabeller labeller,
        ScrapeServices services,
        Func<ITargetFetcher> fetcher,
        SocketFetcher? direct)
    {
        Target = target;
        this.config = config;
        this.services = services;
        this.fetcher = fetcher;
        this.direct = direct;
        intake = new ScrapeIntake(config, labeller, services.Lines, services.Options.KeepsExemplars);
        taker = new ExpositionTaker(config, intake);
        reports = new ReportSeries(labeller, config.ExtraScrapeMetrics);
        reportValues = new double[reports.Count];
        intervalText = PrometheusDuration.Format(target.Interval);
    }

    internal ScrapeTarget Target { get; }

    internal TargetState State => state;

    /// <summary>When set, every scrape fails with this without asking the target.</summary>
    internal string? ForcedError
    {
        set => forcedError = value;
    }

    /// <summary>
    /// Goes on where a loop of the same target, which has stopped without ending its series, left off.
    /// </summary>
    internal void Continue(TargetLoop before)
    {
        intake.TakeOver(before.intake);
        state = before.state;
        taker.TakeOver(before.taker);
        bodyLengthBytes = before.bodyLengthBytes;
    }

    /// <summary>Starts; the first scrape is scheduled when this returns.</summary>
    internal void Start() => running = RunAsync();

    /// <summary>
    /// Stops and waits for the end of a scrape that is going. With <paramref name="endSeries"/> the target's series get
    /// stale markers: it is gone. Without, as when the process stops, they are left open.
    /// </summary>
    internal async Task StopAsync(bool endSeries)
    {
        endsSeries = endSeries;
        await stopping.CancelAsync();
        await running;
        direct?.Dispose();
        stopping.Dispose();
    }

    /// <summary>What the target declares about its metrics. Any thread.</summary>
    internal void CopyMetadata(Action<string, MetricMetadata> add)
    {
        var text = intake.Cache.CopyMetadata();
        MetadataReading.Read(text, taker.LastFormat, add);
    }

    private async Task RunAsync()
    {
        var due = FirstDue();
        while (await WaitUntilAsync(due))
        {
            await ScrapeOnceAsync(due);
            due += Target.Interval;
            var now = services.Clock.GetUtcNow();
            while (due + Target.Interval <= now)
            {
                due += Target.Interval;
            }
        }

        if (ScrapeClock.IsCurrent)
        {
            await Task.Yield();
        }

        if (endsSeries)
        {
            EndSeries();
        }
    }

    private DateTimeOffset FirstDue()
    {
        var now = services.Clock.GetUtcNow();
        var interval = Target.Interval.Ticks;
        var sinceEpoch = (now - DateTimeOffset.UnixEpoch).Ticks;
        var wait = (Target.Offset(services.Options.OffsetSeed).Ticks - (sinceEpoch % interval) + interval) % interval;

        // Whole milliseconds, which is what timestamps hold.
        var dueMs = (sinceEpoch + wait) / TimeSpan.TicksPerMillisecond;
        return DateTimeOffset.UnixEpoch.AddMilliseconds(dueMs);
    }

    private async Task<bool> WaitUntilAsync(DateTimeOffset due)
    {
        var wait = due - services.Clock.GetUtcNow();
        if (services.Waits is { } waits)
        {
            return wait > TimeSpan.Zero
                ? await waits.WaitAsync(wait, stopping.Token)
                : !stopping.IsCancellationRequested;
        }

        try
        {
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, services.Clock, stopping.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a loop: what escapes is counted and logged.")]
    private async Task ScrapeOnceAsync(DateTimeOffset due)
    {
        try
        {
            await ScrapeAsync(due);
            if (outage.End() is > 0 and var missed)
            {
                LogStoredAgain(services.Logger, config.JobName, Target.Url, missed);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopping is not a failure; the scrape never happened.
        }
        catch (StorageFailureException exception)
        {
            services.Metrics.CommitFailed.Increment();
            if (outage.Miss(services.Clock.GetUtcNow()))
            {
                LogCommitFailed(services.Logger, config.JobName, Target.Url, outage.MissedCount, exception);
            }

            state = state with { Health = TargetHealth.Down, LastError = exception.Message };
        }
        catch (Exception exception)
        {
            services.Metrics.LoopFailures.Increment();
            LogScrapeBroke(services.Logger, config.JobName, Target.Url, exception);
            state = state with { Health = TargetHealth.Down, LastError = exception.Message };
        }
    }

    private async Task ScrapeAsync(DateTimeOffset due)
    {
        var clock = services.Clock;
        var start = clock.GetTimestamp();
        var now = clock.GetUtcNow();
        if (lastStart != 0)
        {
            services.IntervalLength.Observe(intervalText, clock.GetElapsedTime(lastStart, start));
        }

        lastStart = start;
        using var body = new BodyBuffer(bodyLengthBytes + (bodyLengthBytes / 16));
        string? error;
        string contentType = "";
        try
        {
            error = forcedError;
            if (error is null)
            {
                contentType = await FetchAsync(body);
            }

            bodyLengthBytes = body.LengthBytes;
        }
        catch (ScrapeFailedException exception)
        {
            error = exception.Message;
            services.Metrics.BodySizeExceeded.Increment(exception.IsBodyTooLarge ? 1 : 0);
        }

        // It is still there when it failed at once. The rest is one batch, from the bytes to the store.
        if (ScrapeClock.IsCurrent)
        {
            await Task.Yield();
        }

        Store(body.Span, contentType, error, SampleTime(due, now, Target.Interval), now, start);
    }

    private async Task<string> FetchAsync(BodyBuffer body)
    {
        if (direct is not null)
        {
            var contentType = await direct.FetchAsync(Target.Timeout, body, stopping.Token);
            if (contentType is not null)
            {
                return contentType;
            }

            // Redirected.
            body.Truncate(0);
        }

        // Making the general client reads files.
        if (ScrapeClock.IsCurrent)
        {
            await Task.Yield();
        }

        return await fetcher().FetchAsync(Target.Url, Target.Timeout, body, stopping.Token);
    }

    /// <summary>The time of a scrape's samples: when it was due, unless it began noticeably later.</summary>
    internal static TimestampMs SampleTime(DateTimeOffset due, DateTimeOffset now, TimeSpan interval)
    {
        var tolerance = interval / 100 < AlignmentMax ? interval / 100 : AlignmentMax;
        return TimestampMs.From((now - due).Duration() <= tolerance ? due : now);
    }

    private void Store(
        ReadOnlySpan<byte> body, string contentType, string? error, TimestampMs time, DateTimeOffset now, long start)
    {
        ScrapeTally tally = default;
        var appender = services.Store.Appender();
        try
        {
            error ??= taker.Append(body, contentType, appender, time, out tally);
            if (error is not null)
            {
                // What was appended of a wrong exposition is abandoned; its series end.
                appender.Dispose();
                appender = services.Store.Appender();
                intake.AppendStale(appender, time);
            }

            var duration = services.Clock.GetElapsedTime(start);
            Report(appender, time, error is null, duration, tally, body.Length);
            appender.Commit();
            var health = error is null ? TargetHealth.Up : TargetHealth.Down;
            state = new TargetState(health, error ?? "", now, duration);
        }
        finally
        {
            appender.Dispose();
        }

        Tell(error, tally);
    }

    private void Report(
        ISampleAppender appender, TimestampMs time, bool isUp, TimeSpan duration, in ScrapeTally tally, int bodyBytes)
    {
        reportValues[0] = isUp ? 1 : 0;
        reportValues[1] = duration.TotalSeconds;
        reportValues[2] = tally.Scraped;
        reportValues[3] = tally.PostRelabeling;
        reportValues[4] = tally.SeriesAdded;
        if (reportValues.Length > 5)
        {
            reportValues[5] = Target.Timeout.TotalSeconds;
            reportValues[6] = config.Limits.Samples;
            reportValues[7] = isUp ? bodyBytes : -1;
        }

        reports.Append(appender, time, reportValues);
        hasReported = true;
    }

    private void Tell(string? error, in ScrapeTally tally)
    {
        services.Metrics.Add(tally);
        if (tally.OutOfOrder + tally.DuplicateTimestamp + tally.OutOfBounds > 0)
        {
            LogRejected(
                services.Logger,
                config.JobName,
                Target.Url,
                tally.OutOfOrder,
                tally.DuplicateTimestamp,
                tally.OutOfBounds);
        }

        if (error is null)
        {
            return;
        }

        LogScrapeFailed(services.Logger, config.JobName, Target.Url, error);
        services.Metrics.SampleLimitExceeded.Increment(error == "sample limit exceeded" ? 1 : 0);
        services.Metrics.BucketLimitExceeded.Increment(tally.BucketLimitExceeded > 0 ? 1 : 0);
        services.Metrics.LabelLimitsExceeded.Increment(
            error.StartsWith("label_", StringComparison.Ordinal) ? 1 : 0);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The end of a loop: what escapes is counted and logged.")]
    private void EndSeries()
    {
        try
        {
            using var appender = services.Store.Appender();
            var now = TimestampMs.From(services.Clock.GetUtcNow());
            intake.AppendStale(appender, now);
            if (hasReported)
            {
                reports.AppendStale(appender, now);
            }

            appender.Commit();
        }
        catch (Exception exception)
        {
            services.Metrics.CommitFailed.Increment();
            LogCommitFailed(services.Logger, config.JobName, Target.Url, outage.MissedCount + 1, exception);
        }
    }
}
