using Belfry.Configuration.Http;
using Belfry.Configuration.Prometheus;
using Belfry.Model.Metrics;
using Belfry.Platform.Telemetry;
using Belfry.Storage.Contracts;
using Microsoft.Extensions.Logging;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// Scrapes the targets of the configured jobs into the store. Jobs that a reload leaves as they are keep their loops
/// and caches. The read model may be asked by any thread; applying and disposing take turns. Disposing stops all loops;
/// a scrape that is fetching is given up, one that is being stored is finished.
/// </summary>
public sealed partial class ScrapeService : IMetricSource, IAsyncDisposable
{
    private readonly ScrapeServices services;
    private readonly Func<HttpClientConfig, HttpMessageHandler>? handlers;
    private readonly SemaphoreSlim applying = new(1, 1);
    private volatile IReadOnlyList<ScrapePool> pools = [];
    private bool isDisposed;

    /// <summary>A service without jobs.</summary>
    /// <param name="store">Where samples go.</param>
    /// <param name="clock">Tells the time of samples and when scrapes are due.</param>
    /// <param name="registry">Takes the scraper's counters; add the service itself as a source too.</param>
    /// <param name="logger">Takes events.</param>
    /// <param name="options">What the host knows of this process.</param>
    /// <param name="handlers">Makes the HTTP handler of a job; null for real connections.</param>
    public ScrapeService(
        ISampleStore store,
        TimeProvider clock,
        MetricRegistry registry,
        ILogger<ScrapeService> logger,
        ScrapeOptions options,
        Func<HttpClientConfig, HttpMessageHandler>? handlers = null)
    {
        var intervalLength = new DurationSummary(
            "prometheus_target_interval_length_seconds", "Actual intervals between scrapes.", "interval");
        var syncLength = new DurationSummary(
            "prometheus_target_sync_length_seconds", "Actual interval to sync the scrape pool.", "scrape_job");
        services = new ScrapeServices(
            store,
            clock,
            clock == TimeProvider.System ? new ScrapeClock(clock) : null,
            options,
            new ScrapeMetrics(registry),
            intervalLength,
            syncLength,
            new LinePool(),
            logger);
        this.handlers = handlers;
    }

    /// <summary>The jobs' names, in the configuration's order.</summary>
    public IReadOnlyList<string> ScrapePools => [.. pools.Select(pool => pool.Config.JobName)];

    /// <summary>The job of this name as it is in force; null when there is none.</summary>
    public ScrapeConfig? FindJob(string name) => pools.FirstOrDefault(pool => pool.Config.JobName == name)?.Config;

    /// <summary>All targets that are scraped, by job, then as discovered.</summary>
    public IReadOnlyList<ActiveTarget> ActiveTargets =>
        [.. pools.SelectMany(pool => pool.Active.Select(loop => Snapshot(pool, loop)))];

    /// <summary>The targets that relabelling dropped, as many as the jobs remember.</summary>
    public IReadOnlyList<DroppedTarget> DroppedTargets => [.. pools.SelectMany(pool => pool.Dropped)];

    /// <summary>How many targets relabelling dropped, by job, those not remembered too.</summary>
    public IReadOnlyDictionary<string, int> DroppedTargetCounts =>
        pools.ToDictionary(pool => pool.Config.JobName, pool => pool.DroppedCount, StringComparer.Ordinal);

    /// <summary>
    /// What the targets declare about their metrics: all of it, or about <paramref name="metric"/> only. Reads the text
    /// of each target's last exposition, so it is as current as that and costs nothing until asked.
    /// </summary>
    public IReadOnlyList<TargetMetadata> Metadata(string? metric = null)
    {
        var all = new List<TargetMetadata>();
        foreach (var loop in pools.SelectMany(pool => pool.Active))
        {
            loop.CopyMetadata((name, metadata) =>
            {
                if (metric is null || name == metric)
                {
                    all.Add(new TargetMetadata(loop.Target.Labels, name, metadata));
                }
            });
        }

        return all;
    }

    /// <summary>
    /// Makes these the jobs, in place of those before. Returns when removed targets have stopped and listed ones have
    /// started. Series of removed targets get stale markers.
    /// </summary>
    public async Task ApplyAsync(IReadOnlyList<ScrapeConfig> configs, CancellationToken cancellationToken)
    {
        await applying.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            await ApplyInTurnAsync(configs);
        }
        finally
        {
            applying.Release();
        }
    }

    /// <inheritdoc/>
    public void WriteMetrics(IMetricFamilyWriter writer)
    {
        services.IntervalLength.WriteMetrics(writer);
        services.SyncLength.WriteMetrics(writer);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await applying.WaitAsync();
        if (!isDisposed)
        {
            isDisposed = true;
            await Task.WhenAll(pools.Select(pool => pool.StopAsync(continues: null)));
            services.Waits?.Dispose();
        }

        // Not disposed: a late caller gets an answer from it.
        applying.Release();
    }

    private async Task ApplyInTurnAsync(IReadOnlyList<ScrapeConfig> configs)
    {
        var before = pools.ToDictionary(pool => pool.Config.JobName, StringComparer.Ordinal);
        var after = new List<ScrapePool>();
        var changed = 0;
        foreach (var config in configs)
        {
            var next = new ScrapePool(config, services, handlers);
            if (before.Remove(config.JobName, out var previous) && previous.Key == next.Key)
            {
                after.Add(previous);
                continue;
            }

            services.Metrics.Pools.Increment();
            if (previous is not null)
            {
                changed++;
                services.Metrics.PoolReloads.Increment();
            }

            await next.StartAsync(previous);
            after.Add(next);
        }

        await Task.WhenAll(before.Values.Select(pool => pool.StopAsync(_ => false)));
        pools = after;
        LogApplied(services.Logger, after.Count, after.Count - changed, changed, before.Count);
    }

    private ActiveTarget Snapshot(ScrapePool pool, TargetLoop loop)
    {
        var state = loop.State;
        var url = loop.Target.Url;
        return new ActiveTarget
        {
            DiscoveredLabels = loop.Target.Discovered,
            Labels = loop.Target.Labels,
            ScrapePool = pool.Config.JobName,
            ScrapeUrl = url,
            GlobalUrl = GlobalUrl.Of(url, services.Options),
            LastError = state.LastError,
            LastScrape = state.LastScrape,
            LastScrapeDuration = state.LastScrapeDuration,
            Health = state.Health,
            ScrapeInterval = loop.Target.Interval,
            ScrapeTimeout = loop.Target.Timeout,
        };
    }
}
