using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Belfry.Alerting.Notify.Net;
using Belfry.Alerting.Rules.Telemetry;
using Belfry.Model;
using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Rules.Sending;

/// <summary>
/// The alerts that wait for one Alertmanager, and the loop that posts them in batches. An Alertmanager that does not
/// answer delays nobody but itself. A batch that fails is not tried again: the rules repeat alerts anyway.
/// </summary>
internal sealed partial class SendQueue : IAsyncDisposable
{
    /// <summary>How many alerts may wait; beyond that the oldest are dropped.</summary>
    public const int Capacity = 10_000;

    private const int BatchMax = 256;

    private readonly HttpPoster poster;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Channel<Alert> waiting;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task running;
    private volatile Func<LabelsBuilder, bool>? relabel;
    private long sent;
    private long errors;
    private long dropped;

    public SendQueue(AlertmanagerTarget target, HttpPoster poster, TimeProvider clock, ILogger logger)
    {
        Target = target;
        relabel = target.Relabel;
        this.poster = poster;
        this.clock = clock;
        this.logger = logger;
        waiting = Channel.CreateBounded<Alert>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref dropped));
        running = Task.Run(RunAsync);
    }

    /// <summary>Where the alerts go.</summary>
    public AlertmanagerTarget Target { get; }

    /// <summary>Steps on the labels of each alert; a reload may replace them.</summary>
    public Func<LabelsBuilder, bool>? Relabel
    {
        get => relabel;
        set => relabel = value;
    }

    /// <summary>How long posts take.</summary>
    public DurationSummary Latency { get; } = new("", "", 0.5, 0.9, 0.99);

    /// <summary>Alerts that were posted, whether they arrived or not.</summary>
    public long Sent => Interlocked.Read(ref sent);

    /// <summary>Alerts that were posted and did not arrive.</summary>
    public long Errors => Interlocked.Read(ref errors);

    /// <summary>Alerts that were given up, because there were too many or their post failed.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>Alerts that wait now.</summary>
    public int Length => waiting.Reader.Count;

    /// <summary>Adds alerts.</summary>
    public void Add(IReadOnlyList<Alert> alerts)
    {
        var steps = relabel;
        var labels = new LabelsBuilder();
        foreach (var alert in alerts)
        {
            labels.Reset(alert.Labels);
            if (steps is null || steps(labels))
            {
                waiting.Writer.TryWrite(steps is null ? alert : alert with { Labels = labels.ToLabels() });
            }
        }
    }

    /// <summary>Stops the loop; what waits is lost, and the rules of the next process repeat it.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
        poster.Dispose();
    }

    private async Task RunAsync()
    {
        var batch = new List<Alert>(BatchMax);
        try
        {
            while (await waiting.Reader.WaitToReadAsync(stopping.Token))
            {
                batch.Clear();
                while (batch.Count < BatchMax && waiting.Reader.TryRead(out var alert))
                {
                    batch.Add(alert);
                }

                await PostAsync(batch);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping is not a failure.
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a loop: what escapes is counted and logged.")]
    private async Task PostAsync(List<Alert> batch)
    {
        var started = clock.GetTimestamp();
        Interlocked.Add(ref sent, batch.Count);
        try
        {
            var (answer, failure) = await poster.PostAsync(
                Target.Url, AlertPayload.Write(batch), Target.Timeout, "alertmanager", stopping.Token);
            if (answer is not { IsSuccess: true })
            {
                Fail(batch.Count, failure.Error ?? answer?.ToFailure().Error ?? "");
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            Fail(batch.Count, exception.Message);
        }

        Latency.Observe(clock.GetElapsedTime(started));
    }

    private void Fail(int count, string error)
    {
        Interlocked.Add(ref errors, count);
        Interlocked.Add(ref dropped, count);
        LogPostFailed(logger, Target.Url, count, error);
    }
}
