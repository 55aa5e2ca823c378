using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Belfry.Configuration.Http;
using Belfry.Configuration.Prometheus;
using Belfry.Ingestion.Discovery;
using Belfry.Ingestion.Relabel;
using Belfry.Model;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// The targets of one job and their loops. Targets come from the job's discoveries and may change at any time; loops of
/// targets that stay are left alone. Changed by one task at a time; the snapshots may be read by any thread.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "StopAsync disposes what is owned.")]
internal sealed partial class ScrapePool
{
    // The original's rhythm: what discovery finds in quick succession is taken together.
    private static readonly TimeSpan SyncEvery = TimeSpan.FromSeconds(5);

    private readonly ScrapeServices services;
    private readonly Func<HttpClientConfig, HttpMessageHandler>? handlers;
    private readonly Relabeling targetRelabeling;
    private readonly Relabeling metricRelabeling;
    private readonly IReadOnlyList<ITargetDiscovery> discoveries;
    private readonly IReadOnlyList<TargetGroup>?[] found;
    private readonly SemaphoreSlim hasChanged = new(0, 1);
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock fetcherLock = new();

    private readonly Dictionary<string, TargetLoop> loops = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<TargetLoop> active = [];
    private volatile IReadOnlyList<DroppedTarget> dropped = [];
    private volatile int droppedCount;
    private HttpFetcher? fetcher;
    private Task running = Task.CompletedTask;

    internal ScrapePool(
        ScrapeConfig config, ScrapeServices services, Func<HttpClientConfig, HttpMessageHandler>? handlers)
    {
        Config = config;
        Key = StructuralKey.Of(config);
        this.services = services;
        this.handlers = handlers;
        targetRelabeling = Relabeling.Compile(config.RelabelConfigs, config.MetricNameValidationScheme);
        metricRelabeling = Relabeling.Compile(config.MetricRelabelConfigs, config.MetricNameValidationScheme);
        discoveries = Discoveries.Of(config, services.Clock, ReportSource);
        found = new IReadOnlyList<TargetGroup>?[discoveries.Count];
    }

    internal ScrapeConfig Config { get; }

    /// <summary>Equal for jobs of equal content.</summary>
    internal string Key { get; }

    internal IReadOnlyList<TargetLoop> Active => active;

    internal IReadOnlyList<DroppedTarget> Dropped => dropped;

    /// <summary>All targets that relabelling dropped, those not remembered too.</summary>
    internal int DroppedCount => droppedCount;

    /// <summary>
    /// Starts the discoveries and the loops of targets that are known at once, in place of <paramref name="previous"/>,
    /// which is stopped. Targets that it scraped in the same way go on where it ended; its others end.
    /// </summary>
    internal async Task StartAsync(ScrapePool? previous)
    {
        var tasks = new Task[discoveries.Count];
        for (var index = 0; index < tasks.Length; index++)
        {
            var place = index;
            tasks[index] = discoveries[index].RunAsync(groups => Publish(place, groups), stopping.Token);
        }

        if (previous is not null)
        {
            var targets = Targets();
            var isAlike = previous.LabelsAlike(Config);
            await previous.StopAsync(loop => isAlike && targets.ContainsKey(loop.Target.Key));
        }

        // What is known already is taken now; the signal is for what comes later.
        _ = await hasChanged.WaitAsync(TimeSpan.Zero, CancellationToken.None);
        await SyncAsync(previous);
        running = Task.Run(() => FollowAsync(tasks));
    }

    /// <summary>
    /// Stops everything. Series of targets that <paramref name="continues"/> does not name get stale markers; when it
    /// is null, as when the process stops, none does.
    /// </summary>
    internal async Task StopAsync(Func<TargetLoop, bool>? continues)
    {
        await stopping.CancelAsync();
        await running;
        await Task.WhenAll(loops.Values.Select(loop => loop.StopAsync(continues is not null && !continues(loop))));
        lock (fetcherLock)
        {
            fetcher?.Dispose();
            fetcher = null;
        }

        stopping.Dispose();
        hasChanged.Dispose();
    }

    // True when targets of this pool give the same series under the other configuration.
    private bool LabelsAlike(ScrapeConfig other) => LabellingKey(Config) == LabellingKey(other);

    private static string LabellingKey(ScrapeConfig config) => StructuralKey.Of(new
    {
        config.HonorLabels,
        config.MetricNameValidationScheme,
        config.MetricRelabelConfigs,
        config.Limits,
    });

    private void ReportSource(string source, string error)
    {
        services.Metrics.SourceFailed.With(Config.JobName).Increment();
        LogSourceFailed(services.Logger, Config.JobName, source, error);
    }

    private void Publish(int place, IReadOnlyList<TargetGroup> groups)
    {
        Volatile.Write(ref found[place], groups);
        lock (fetcherLock)
        {
            if (hasChanged.CurrentCount == 0)
            {
                hasChanged.Release();
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a loop: what escapes is counted and logged.")]
    private async Task FollowAsync(Task[] discovering)
    {
        try
        {
            while (true)
            {
                await hasChanged.WaitAsync(stopping.Token);
                await SyncQuietlyAsync();
                await Task.Delay(SyncEvery, services.Clock, stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }

        try
        {
            await Task.WhenAll(discovering);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
        catch (Exception exception)
        {
            services.Metrics.SyncFailed.With(Config.JobName).Increment();
            LogSyncBroke(services.Logger, Config.JobName, exception);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a loop: what escapes is counted and logged.")]
    private async Task SyncQuietlyAsync()
    {
        try
        {
            await SyncAsync(previous: null);
        }
        catch (Exception exception)
        {
            services.Metrics.SyncFailed.With(Config.JobName).Increment();
            LogSyncBroke(services.Logger, Config.JobName, exception);
        }
    }

    private async Task SyncAsync(ScrapePool? previous)
    {
        var started = services.Clock.GetTimestamp();
        var targets = Targets();
        var gone = loops.Where(loop => !targets.ContainsKey(loop.Key)).Select(loop => loop.Value).ToList();
        await Task.WhenAll(gone.Select(loop => loop.StopAsync(endSeries: true)));
        foreach (var loop in gone)
        {
            loops.Remove(loop.Target.Key);
        }

        var fresh = new List<TargetLoop>();
        foreach (var target in targets.Values)
        {
            if (!loops.ContainsKey(target.Key))
            {
                var loop = Loop(target, previous);
                loops.Add(target.Key, loop);
                fresh.Add(loop);
            }
        }

        active = [.. targets.Keys.Select(key => loops[key])];
        LimitTargets();
        foreach (var loop in fresh)
        {
            loop.Start();
        }

        services.Metrics.PoolTargets.With(Config.JobName).Set(loops.Count);
        services.Metrics.Syncs.With(Config.JobName).Increment();
        services.SyncLength.Observe(Config.JobName, services.Clock.GetElapsedTime(started));
        if (fresh.Count + gone.Count > 0)
        {
            LogSynced(services.Logger, Config.JobName, loops.Count, fresh.Count, gone.Count);
        }
    }

    private OrderedDictionary<string, ScrapeTarget> Targets()
    {
        var targets = new OrderedDictionary<string, ScrapeTarget>(StringComparer.Ordinal);
        var refused = new List<DroppedTarget>();
        var refusedCount = 0;
        var discovered = 0;
        var labels = new LabelsBuilder();
        foreach (var group in found.SelectMany(groups => groups ?? []))
        {
            foreach (var target in group.Targets)
            {
                discovered++;
                TargetLabels.Discover(labels, Config, target, group.Labels);
                var before = labels.ToLabels();
                var made = TargetLabels.Make(labels, before, Config, targetRelabeling, out var problem);
                if (made is not null)
                {
                    targets.TryAdd(made.Key, made);
                }
                else if (problem is not null)
                {
                    services.Metrics.SyncFailed.With(Config.JobName).Increment();
                    LogTargetRefused(services.Logger, Config.JobName, before.ToString(), problem);
                }
                else if (++refusedCount <= Config.Limits.KeepDroppedTargets || Config.Limits.KeepDroppedTargets == 0)
                {
                    refused.Add(new DroppedTarget(before, Config.JobName));
                }
            }
        }

        dropped = refused;
        droppedCount = refusedCount;
        services.Metrics.DiscoveredTargets.With("scrape", Config.JobName).Set(discovered);
        return targets;
    }

    private TargetLoop Loop(ScrapeTarget target, ScrapePool? previous)
    {
        var labeller = new SeriesLabeller(target.Labels, Config, metricRelabeling);
        var direct = handlers is null
            ? SocketFetcher.TryCreate(target, Config, services.Options, services.Clock)
            : null;
        var loop = new TargetLoop(target, Config, labeller, services, Fetcher, direct);
        if (previous is not null && previous.loops.TryGetValue(target.Key, out var before)
            && previous.LabelsAlike(Config))
        {
            loop.Continue(before);
        }

        return loop;
    }

    private void LimitTargets()
    {
        var limit = Config.Limits.Targets;
        services.Metrics.PoolTargetLimit.With(Config.JobName).Set(limit);
        var error = limit > 0 && loops.Count > limit
            ? $"target_limit exceeded (number of targets: {loops.Count}, limit: {limit})"
            : null;
        services.Metrics.TargetLimitExceeded.Increment(error is null ? 0 : 1);
        foreach (var loop in loops.Values)
        {
            loop.ForcedError = error;
        }
    }

    // Made when first needed, and again after it failed: a certificate's file may appear later.
    private ITargetFetcher Fetcher()
    {
        lock (fetcherLock)
        {
            try
            {
                return fetcher ??= new HttpFetcher(
                    Config, services.Options, (handlers ?? HttpHandlers.Create)(Config.HttpClient), services.Clock);
            }
            catch (CryptographicException exception)
            {
                throw new ScrapeFailedException($"unable to use TLS configuration: {exception.Message}", exception);
            }
        }
    }
}
