using Belfry.Model.Metrics;
using Microsoft.Extensions.Logging;

namespace Belfry.Collectors.Host;

/// <summary>
/// The machine's own figures under node exporter's names. A collector that fails leaves its families out and has
/// <c>node_scrape_collector_success</c> 0, the others go on; a change is logged once. Safe to ask from any thread: two
/// that ask at once wait for each other.
/// </summary>
public sealed partial class HostMetrics : IMetricSource, IDisposable
{
    private readonly HostFiles files;
    private readonly CollectorState[] collectors;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Lock filesLock = new();

    internal HostMetrics(
        HostFiles files, IEnumerable<IHostCollector> collectors, TimeProvider clock, ILogger logger)
    {
        this.files = files;
        this.collectors = [.. collectors.Select(collector => new CollectorState(collector))];
        this.clock = clock;
        this.logger = logger;
    }

    /// <summary>A source that reads the trees that <paramref name="options"/> names.</summary>
    public static HostMetrics Create(HostMetricsOptions options, TimeProvider clock, ILogger<HostMetrics> logger)
    {
        var registered = HostCollectors.All(options, clock);
        return new HostMetrics(
            new HostFiles(options),
            registered.Where(collector => !options.Disabled.Contains(collector.Name)),
            clock,
            logger);
    }

    /// <inheritdoc/>
    public void WriteMetrics(IMetricFamilyWriter writer)
    {
        lock (filesLock)
        {
            writer = new FirstFamilyWriter(writer);
            foreach (var collector in collectors)
            {
                Run(collector, writer);
            }

            Write(writer, "node_scrape_collector_duration_seconds", MetricType.Gauge,
                "node_exporter: Duration of a collector scrape.", collector => collector.Seconds);
            Write(writer, "node_scrape_collector_success", MetricType.Gauge,
                "node_exporter: Whether a collector succeeded.",
                collector => collector.Last == CollectOutcome.Collected ? 1 : 0);
            Write(writer, "belfry_host_collector_failures_total", MetricType.Counter,
                "Runs of a host collector that ended in an error.", collector => collector.Failures);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (filesLock)
        {
            files.Dispose();
            foreach (var collector in collectors)
            {
                (collector.Collector as IDisposable)?.Dispose();
            }
        }
    }

    private void Run(CollectorState state, IMetricFamilyWriter writer)
    {
        var start = clock.GetTimestamp();
        CollectOutcome outcome;
        try
        {
            outcome = state.Collector.Collect(files, writer);
        }
#pragma warning disable CA1031 // The edge of the loop over collectors: a bug in one must not take the others' figures.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            outcome = CollectOutcome.Failed;
            if (state.Last != outcome)
            {
                LogCollectorThrew(logger, state.Collector.Name, exception);
            }
        }

        state.Seconds = clock.GetElapsedTime(start).TotalSeconds;
        state.Failures += outcome == CollectOutcome.Failed ? 1 : 0;
        if (state.Last != outcome)
        {
            LogChange(state, outcome);
            state.Last = outcome;
        }
    }

    private void LogChange(CollectorState state, CollectOutcome outcome)
    {
        switch (outcome)
        {
            case CollectOutcome.Failed:
                LogCollectorFailed(logger, state.Collector.Name);
                break;
            case CollectOutcome.NothingThere:
                LogNothingThere(logger, state.Collector.Name);
                break;
            case CollectOutcome.Collected when state.Last is not null:
                LogCollectorRecovered(logger, state.Collector.Name);
                break;
        }
    }

    private void Write(
        IMetricFamilyWriter writer, string name, MetricType type, string help, Func<CollectorState, double> value)
    {
        writer.BeginFamily(name, type, help);
        foreach (var collector in collectors)
        {
            writer.WriteSample("", collector.Labels, value(collector));
        }
    }

    private sealed class CollectorState(IHostCollector collector)
    {
        internal IHostCollector Collector => collector;

        internal KeyValuePair<string, string>[] Labels { get; } = [new("collector", collector.Name)];

        internal CollectOutcome? Last { get; set; }

        internal double Seconds { get; set; }

        internal double Failures { get; set; }
    }
}
