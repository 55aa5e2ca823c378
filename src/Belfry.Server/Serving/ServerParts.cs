using Belfry.Alerting.Routing;
using Belfry.Alerting.Rules;
using Belfry.Alerting.Rules.Sending;
using Belfry.Api;
using Belfry.Api.Hosting;
using Belfry.Collectors.Host;
using Belfry.Configuration.Prometheus;
using Belfry.Ingestion.Push;
using Belfry.Ingestion.Relabel;
using Belfry.Ingestion.Scrape;
using Belfry.Platform.Disk;
using Belfry.Platform.Telemetry;
using Belfry.Query.Engine;
using Belfry.Server.Flags;
using Belfry.Server.Queries;
using Belfry.Server.Telemetry;
using Belfry.Tsdb;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Belfry.Server.Serving;

/// <summary>
/// Every capability of the process, put together over the opened store. Making it starts nothing. Started, changed and
/// stopped by <see cref="BelfryServer"/> alone.
/// </summary>
internal sealed class ServerParts : IAsyncDisposable
{
    private const string AlertingFolder = "alerting";

    private readonly FlagValues flags;
    private readonly ILoggerFactory loggers;
    private readonly TimeProvider clock;
    private readonly TimeSeriesStore store;
    private readonly QueryLog queryLog;
    private readonly ActiveQueryFile activeQueries;
    private readonly QueryEngine engine;
    private readonly ScrapeService scrapes;
    private readonly AlertmanagerSender sender;
    private readonly AlertRouter? router;
    private readonly RuleService rules;
    private readonly HostMetrics hostMetrics;
    private bool isStopped;

    internal ServerParts(
        FlagValues flags,
        IReadOnlyList<ListenAddress> addresses,
        IServerControl server,
        TimeSeriesStore store,
        StoreDirectory dataFolder,
        MetricRegistry metrics,
        ILoggerFactory loggers,
        TimeProvider clock)
    {
        this.flags = flags;
        this.loggers = loggers;
        this.clock = clock;
        this.store = store;
        queryLog = new QueryLog(clock, loggers.CreateLogger<QueryLog>());
        activeQueries = ActiveQueryFile.Begin(
            dataFolder,
            Math.Max(1, flags.Number(PrometheusFlags.QueryConcurrency)),
            clock,
            loggers.CreateLogger<ActiveQueryFile>());
        engine = new QueryEngine(store, EngineOptions(flags), clock, [activeQueries, queryLog]);
        scrapes = new ScrapeService(
            store, clock, metrics, loggers.CreateLogger<ScrapeService>(), ScrapeOptions(flags, addresses));
        sender = new AlertmanagerSender(
            new UserConfigurationFiles(), clock, loggers.CreateLogger<AlertmanagerSender>());
        router = MakeRouter(dataFolder, metrics);
        var sinks = new AlertSinks(router is null ? [sender] : [router, sender]);
        rules = new RuleService(engine, store, sinks, RuleOptions(flags), clock, loggers.CreateLogger<RuleService>());
        hostMetrics = HostMetrics.Create(new HostMetricsOptions(), clock, loggers.CreateLogger<HostMetrics>());
        metrics.Add(new ServerMetrics(server));
        metrics.Add(new ProcessMetrics());
        metrics.Add(new InvariantMetrics());
        metrics.Add(store);
        metrics.Add(engine);
        metrics.Add(queryLog);
        metrics.Add(scrapes);
        metrics.Add(rules);
        metrics.Add(sender);
        Api = MakeApi(server, metrics);
    }

    /// <summary>What the listeners serve.</summary>
    internal ApiParts Api { get; }

    /// <summary>
    /// Maps what a listener of Alertmanager's own serves; nothing when alerts are not routed in this process.
    /// </summary>
    internal void MapAlertmanagerDoor(IEndpointRouteBuilder endpoints)
    {
        if (router is not null)
        {
            endpoints.MapAlertmanagerDoor(new AlertmanagerParts
            {
                Server = Api.Server,
                Version = Api.Server.Version,
                Router = router,
                Metrics = Api.Metrics,
                Clock = clock,
            });
        }
    }

    /// <summary>Starts everything, from the floor up.</summary>
    internal async Task StartAsync(ConfigurationSet first)
    {
        router?.Start();
        await ApplyAsync(first);
        rules.Start();
    }

    /// <summary>Swaps in a configuration that has been checked as a whole.</summary>
    internal async Task ApplyAsync(ConfigurationSet next)
    {
        queryLog.Use(next.Prometheus.Global.QueryLogFile);
        if (router is not null)
        {
            await router.ApplyAsync(next.Routing!);
        }

        await sender.ApplyAsync(Alertmanagers(next.Prometheus), CancellationToken.None);
        await rules.ApplyAsync(next.Rules, CancellationToken.None);
        await scrapes.ApplyAsync(next.Prometheus.ScrapeConfigs, CancellationToken.None);
    }

    /// <summary>
    /// Stops what produces samples and alerts, then what sends them. The store goes on. Once; a second call does
    /// nothing.
    /// </summary>
    internal async Task StopAsync()
    {
        if (isStopped)
        {
            return;
        }

        isStopped = true;
        await scrapes.DisposeAsync();
        rules.Dispose();
        await sender.DisposeAsync();
        if (router is not null)
        {
            await router.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        engine.Dispose();
        activeQueries.Dispose();
        queryLog.Dispose();
        hostMetrics.Dispose();
    }

    private static IReadOnlyList<AlertmanagerTarget> Alertmanagers(PrometheusConfig config) => AlertmanagerTargets.From(
        config.Alerting,
        steps => Relabeling.Compile(steps, config.Global.MetricNameValidationScheme).Apply);

    private static QueryEngineOptions EngineOptions(FlagValues flags) => new EnabledFeatures(flags).Apply(new()
    {
        LookbackDelta = flags.Duration(PrometheusFlags.LookbackDelta),
        Timeout = flags.Duration(PrometheusFlags.QueryTimeout),
        MaxSamples = flags.Number(PrometheusFlags.QuerySamples),
        MaxConcurrency = flags.Number(PrometheusFlags.QueryConcurrency),
        ReuseBytesMax = flags.Size(PrometheusFlags.ReuseMemory).Bytes,
    });

    private static RuleOptions RuleOptions(FlagValues flags) => new()
    {
        OutageTolerance = flags.Duration(PrometheusFlags.OutageTolerance),
        GracePeriod = flags.Duration(PrometheusFlags.GracePeriod),
        ResendDelay = flags.Duration(PrometheusFlags.ResendDelay),
    };

    private static ScrapeOptions ScrapeOptions(FlagValues flags, IReadOnlyList<ListenAddress> addresses) => new()
    {
        Version = ServerVersion.Text,
        ExternalUrl = new Uri(ServerAddresses.ExternalUrl(flags, addresses)),
        ListenAddress = addresses[0].ReachableHostPort,
        KeepsExemplars = new EnabledFeatures(flags).KeepsExemplars,
    };

    private AlertRouter? MakeRouter(StoreDirectory dataFolder, MetricRegistry metrics)
    {
        if (flags.Text(PrometheusFlags.AlertingConfigFile).Length == 0)
        {
            return null;
        }

        return new AlertRouter(
            new AlertRouterOptions(),
            dataFolder.Subdirectory(AlertingFolder),
            clock,
            // Jitter only: nothing depends on it, and two servers should not share it.
            new Random(Environment.ProcessId),
            metrics,
            loggers.CreateLogger<AlertRouter>());
    }

    private ApiParts MakeApi(IServerControl server, MetricRegistry metrics) => new()
    {
        Server = server,
        Engine = engine,
        LookbackDelta = flags.Duration(PrometheusFlags.LookbackDelta),
        Series = store,
        Administration = store,
        Cardinality = store,
        Exemplars = store,
        Scrapes = scrapes,
        Rules = rules,
        Sender = sender,
        Router = router,
        RemoteWrite = new RemoteWriteReceiver(
            store,
            clock,
            metrics,
            loggers.CreateLogger<RemoteWriteReceiver>(),
            RemoteWriteSettings.Options(flags)),
        Metrics = metrics,
        HostMetrics = hostMetrics,
        Clock = clock,
        Loggers = loggers,
    };
}
