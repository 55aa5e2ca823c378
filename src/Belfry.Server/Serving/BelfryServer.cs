using Belfry.Api;
using Belfry.Api.Hosting;
using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Platform.Telemetry;
using Belfry.Server.Flags;
using Belfry.Storage.Contracts;
using Belfry.Tsdb;
using Belfry.Tsdb.Administration.Takeover;
using Belfry.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Belfry.Server.Serving;

/// <summary>
/// The whole process: reads and checks the configuration, opens the store, starts the capabilities from the floor up,
/// waits, and stops them from the top down. Run once.
/// </summary>
internal sealed partial class BelfryServer : IServerControl, IAsyncDisposable
{
    /// <summary>How long requests under way may still take when the process stops.</summary>
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(2);

    private readonly FlagValues flags;
    private readonly IReadOnlyList<ListenAddress> addresses;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly LoggerFactory loggers;
    private readonly ServerLifecycle lifecycle = new();

    // Ends what may take long before the server is ready.
    private readonly CancellationTokenSource startStop = new();

    private readonly MetricRegistry metrics = new();
    private readonly LiveConfiguration<ConfigurationSet> configuration;

    // Made beside the reading of the configuration, which takes as long.
    private readonly Task<WebListener> listening;
    private readonly WebListener? alertingListener;

    // Made once the data folder is ours; null before.
    private StoreDirectory? dataFolder;
    private TimeSeriesStore? store;
    private RetentionLimits limits = new();
    private ServerParts? parts;

    internal BelfryServer(
        FlagValues flags,
        IReadOnlyList<ListenAddress> addresses,
        IReadOnlyList<ListenAddress> alertingAddresses,
        ILoggerProvider log,
        TimeProvider clock)
    {
        this.flags = flags;
        this.addresses = addresses;
        this.clock = clock;
        loggers = new LoggerFactory([log], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        logger = loggers.CreateLogger<BelfryServer>();
        StartedAt = clock.GetUtcNow();
        configuration = new LiveConfiguration<ConfigurationSet>(
            new ConfigurationReader(flags, addresses, loggers, clock), ApplyAsync, clock, logger);
        listening = Task.Run(() => MakeListener(log));
        alertingListener = alertingAddresses.Count > 0 ? new WebListener(alertingAddresses, log) : null;
    }

    /// <inheritdoc/>
    public bool IsReady => lifecycle.IsReady;

    /// <inheritdoc/>
    public bool IsStopping => lifecycle.IsStopping;

    /// <inheritdoc/>
    public bool IsLifecycleEnabled => flags.IsOn(PrometheusFlags.EnableLifecycle);

    /// <inheritdoc/>
    public bool IsAdminEnabled => flags.IsOn(PrometheusFlags.EnableAdminApi);

    /// <inheritdoc/>
    public bool IsRemoteWriteEnabled => flags.IsOn(PrometheusFlags.EnableRemoteWrite);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Flags => flags.ToDictionary();

    /// <inheritdoc/>
    public string ConfigurationYaml => configuration.Current?.Prometheus.ToYaml() ?? "";

    /// <inheritdoc/>
    public IReadOnlySet<string> EnabledFeatures => new EnabledFeatures(flags).Names;

    /// <inheritdoc/>
    public Labels ExternalLabels => configuration.Current?.Prometheus.Global.ExternalLabels ?? Labels.Empty;

    /// <inheritdoc/>
    public string Version => ServerVersion.Text;

    /// <inheritdoc/>
    public DateTimeOffset StartedAt { get; }

    /// <inheritdoc/>
    public bool IsLastReloadSuccessful => configuration.IsLastReloadSuccessful;

    /// <inheritdoc/>
    public DateTimeOffset ConfigurationLoadedAt => configuration.LoadedAt;

    /// <inheritdoc/>
    public string StorageRetention => StoreSettings.Text(limits);

    /// <inheritdoc/>
    public void Quit() => lifecycle.RequestStop();

    /// <summary>Runs until somebody asks the process to stop. Returns the exit code.</summary>
    internal async Task<int> RunAsync()
    {
        if (await configuration.ReadFirstAsync() is not { } first)
        {
            return 1;
        }

        var features = new EnabledFeatures(flags);
        foreach (var remark in features.Remarks)
        {
            LogFeatureRemark(logger, remark);
        }

        using var signals = new StopSignals(lifecycle.RequestStop, configuration.ReloadOnSignal);
        if (!await TryStartAsync(first))
        {
            return 1;
        }

        await Console.Out.WriteLineAsync($"Belfry is watching. Look at http://{addresses[0].ReachableHostPort}/");
        await lifecycle.StopRequested;
        LogStopping(logger);
        await configuration.WhenSignalledReloadsEndedAsync();
        await StopAsync();
        LogStopped(logger);
        return 0;
    }

    /// <inheritdoc/>
    public Task<string?> ReloadAsync(CancellationToken cancellationToken) =>
        configuration.ReloadAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await (await listening).DisposeAsync();
        if (alertingListener is not null)
        {
            await alertingListener.DisposeAsync();
        }

        configuration.Dispose();
        startStop.Dispose();
        loggers.Dispose();
    }

    private async Task<bool> TryStartAsync(ConfigurationSet first)
    {
        try
        {
            var listener = await ListenAndOpenAsync(first);
            Serve(listener);
            configuration.PutInForce(first);
            await parts!.StartAsync(first);
            await ServeAlertmanagerAsync(parts);
            lifecycle.BecomeReady();
            configuration.AllowReloads();
            LogReady(logger, (clock.GetUtcNow() - StartedAt).TotalSeconds);
            return true;
        }
        catch (Exception exception)
            when (exception is IOException or StorageFailureException or UnauthorizedAccessException)
        {
            // Either an address is taken or the data folder cannot be used: the message says which.
            LogStartFailed(logger, exception);
            return false;
        }
        catch (OperationCanceledException)
        {
            // Asked to stop while a folder was taken over; the next start goes on.
            LogStopping(logger);
            return false;
        }
    }

    // A folder that is ours already is read while the listener begins to listen. Any other one is made, or taken over,
    // only once the address is ours too.
    private async Task<WebListener> ListenAndOpenAsync(ConfigurationSet first)
    {
        var opening = IsFolderOurs() ? Task.Run(() => OpenStore(first)) : null;
        try
        {
            var listener = await listening;
            await listener.StartAsync(CancellationToken.None);
            await (opening ?? Task.Run(() => OpenStore(first)));
            return listener;
        }
        finally
        {
            // When it is the listener that failed, the store is closed with everything else, but not before it is open.
            await (opening ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool IsFolderOurs() =>
        DiskDirectory.TryOpen(flags.Text(PrometheusFlags.StoragePath)) is { } folder
        && TimeSeriesStore.IsIn(folder)
        && !PrometheusTakeover.IsDue(folder);

    private void OpenStore(ConfigurationSet first)
    {
        dataFolder = DiskDirectory.OpenOrCreate(flags.Text(PrometheusFlags.StoragePath));
        var storage = first.Prometheus.Storage;
        limits = StoreSettings.Limits(flags, storage, first.House.Tiers, dataFolder.Path, out var problem);
        if (problem is not null)
        {
            throw new IOException(problem);
        }

        lifecycle.StopRequested.GetAwaiter().OnCompleted(startStop.Cancel);
        new FolderTakeover(clock, loggers.CreateLogger<FolderTakeover>()).RunIfDue(dataFolder, startStop.Token);
        store = TimeSeriesStore.Open(
            dataFolder,
            StoreSettings.Options(flags, storage, first.House, limits, new EnabledFeatures(flags).KeepsExemplars),
            clock,
            loggers.CreateLogger<TimeSeriesStore>(),
            metrics);
    }

    private void Serve(WebListener listener)
    {
        parts = new ServerParts(flags, addresses, this, store!, dataFolder!, metrics, loggers, clock);
        listener.Serve(endpoints =>
        {
            endpoints.MapBelfryApi(parts.Api);
            endpoints.MapBelfryUi();
        });
    }

    private async Task ApplyAsync(ConfigurationSet next)
    {
        await parts!.ApplyAsync(next);
        limits = StoreSettings.Limits(
            flags, next.Prometheus.Storage, next.House.Tiers, flags.Text(PrometheusFlags.StoragePath), out var problem);
        if (problem is not null)
        {
            LogRetentionProblem(logger, problem);
        }

        store!.ApplyRetention(limits);
    }

    private WebListener MakeListener(ILoggerProvider log)
    {
        var made = new WebListener(addresses, log);
        made.Serve(MapStarting);
        return made;
    }

    // The page is there from the start and says that the server is starting.
    private void MapStarting(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapStartingApi(this, clock, loggers);
        endpoints.MapBelfryUi();
    }

    private async Task ServeAlertmanagerAsync(ServerParts opened)
    {
        if (alertingListener is not null)
        {
            alertingListener.Serve(opened.MapAlertmanagerDoor);
            await alertingListener.StartAsync(CancellationToken.None);
        }
    }

    private async Task StopAsync()
    {
        if (parts is not null)
        {
            await parts.StopAsync();
        }

        using var patience = new CancellationTokenSource(DrainTimeout, clock);
        await (await listening).StopAsync(patience.Token);
        await (alertingListener?.StopAsync(patience.Token) ?? Task.CompletedTask);
        await (parts?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (store?.DisposeAsync() ?? ValueTask.CompletedTask);
        (parts, store) = (null, null);
    }
}
