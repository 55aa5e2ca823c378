using Belfry.Alerting.Routing;
using Belfry.Api;
using Belfry.Api.Hosting;
using Belfry.Platform.Disk;
using Belfry.Platform.Telemetry;
using Belfry.Server.Flags;
using Belfry.Server.Serving;
using Belfry.Server.Telemetry;
using Belfry.Storage.Contracts;
using Microsoft.Extensions.Logging;

namespace Belfry.Server.Alertmanager;

/// <summary>
/// The process of <c>belfry alertmanager</c>: an alert router, its data folder and its listener. Run once.
/// </summary>
internal sealed partial class AlertmanagerServer : ILifecycleControl, IAsyncDisposable
{
    private const string LockName = "lock";

    /// <summary>How long requests under way may still take when the process stops.</summary>
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(2);

    private readonly FlagValues flags;
    private readonly IReadOnlyList<ListenAddress> addresses;
    private readonly TimeProvider clock;
    private readonly LoggerFactory loggers;
    private readonly ILogger logger;
    private readonly ServerLifecycle lifecycle = new();
    private readonly MetricRegistry metrics = new();
    private readonly LiveConfiguration<AlertRouting> configuration;
    private readonly WebListener listener;

    // Made once the data folder is ours; null before and after.
    private IDisposable? folderLock;
    private AlertRouter? router;

    internal AlertmanagerServer(
        FlagValues flags, IReadOnlyList<ListenAddress> addresses, ILoggerProvider log, TimeProvider clock)
    {
        this.flags = flags;
        this.addresses = addresses;
        this.clock = clock;
        loggers = new LoggerFactory([log], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        logger = loggers.CreateLogger<AlertmanagerServer>();
        configuration = new LiveConfiguration<AlertRouting>(
            new AlertmanagerConfigurationReader(flags, addresses, loggers, clock),
            next => router!.ApplyAsync(next),
            clock,
            logger);
        listener = new WebListener(addresses, log);
        metrics.Add(new AlertmanagerMetrics(configuration));
        metrics.Add(new ProcessMetrics());
        metrics.Add(new InvariantMetrics());
    }

    /// <inheritdoc/>
    public bool IsReady => lifecycle.IsReady;

    /// <inheritdoc/>
    public bool IsStopping => lifecycle.IsStopping;

    /// <summary>Alertmanager has no flag for it: a reload over HTTP is always allowed.</summary>
    public bool IsLifecycleEnabled => true;

    /// <inheritdoc/>
    public Task<string?> ReloadAsync(CancellationToken cancellationToken) =>
        configuration.ReloadAsync(cancellationToken);

    /// <inheritdoc/>
    public void Quit() => lifecycle.RequestStop();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await listener.DisposeAsync();
        configuration.Dispose();
        loggers.Dispose();
    }

    /// <summary>Runs until somebody asks the process to stop. Returns the exit code.</summary>
    internal async Task<int> RunAsync()
    {
        if (await configuration.ReadFirstAsync() is not { } first)
        {
            return 1;
        }

        using var signals = new StopSignals(lifecycle.RequestStop, configuration.ReloadOnSignal);
        if (!await TryStartAsync(first))
        {
            return 1;
        }

        await lifecycle.StopRequested;
        LogStopping(logger);
        await configuration.WhenSignalledReloadsEndedAsync();
        await StopAsync();
        LogStopped(logger);
        return 0;
    }

    private async Task<bool> TryStartAsync(AlertRouting first)
    {
        try
        {
            var opened = OpenRouter();
            router = opened;
            configuration.PutInForce(first);
            await opened.ApplyAsync(first);
            opened.Start();
            listener.Serve(endpoints => endpoints.MapAlertmanagerDoor(PartsOf(opened), Prefix()));
            await listener.StartAsync(CancellationToken.None);
            lifecycle.BecomeReady();
            configuration.AllowReloads();
            LogReady(logger, addresses[0].Text);
            return true;
        }
        catch (Exception exception)
            when (exception is IOException or StorageFailureException or UnauthorizedAccessException)
        {
            // Either an address is taken or the data folder cannot be used: the message says which.
            LogStartFailed(logger, exception);
            return false;
        }
    }

    private AlertRouter OpenRouter()
    {
        var dataFolder = DiskDirectory.OpenOrCreate(flags.Text(AlertmanagerFlags.StoragePath));
        folderLock = dataFolder.TryLock(LockName) ?? throw new StorageFailureException(
            $"the data folder `{dataFolder.Path}` is in use by another process",
            LockName,
            -1,
            "stop that process, or give this one a data folder of its own");
        var options = new AlertRouterOptions
        {
            MatcherSyntax = AlertmanagerFeatures.SyntaxOf(flags),
            Retention = flags.Duration(AlertmanagerFlags.Retention),
            MaintenanceInterval = flags.Duration(AlertmanagerFlags.MaintenanceInterval),
            DispatchStartDelay = flags.Duration(AlertmanagerFlags.StartDelay),
        };

        // Jitter only: nothing depends on it, and two servers should not share it.
        var random = new Random(Environment.ProcessId);
        return new AlertRouter(options, dataFolder, clock, random, metrics, loggers.CreateLogger<AlertRouter>());
    }

    private AlertmanagerParts PartsOf(AlertRouter opened) => new()
    {
        Server = this,
        Version = ServerVersion.Text,
        Router = opened,
        Metrics = metrics,
        Clock = clock,
    };

    /// <summary>The prefix of all paths: as given, or the external URL's path, as in Alertmanager.</summary>
    private string Prefix()
    {
        var path = flags.IsGiven(AlertmanagerFlags.RoutePrefix)
            ? flags.Text(AlertmanagerFlags.RoutePrefix)
            : new Uri(ServerAddresses.ExternalUrl(flags, addresses)).AbsolutePath;
        return path.Trim('/') is { Length: > 0 } trimmed ? "/" + trimmed : "";
    }

    private async Task StopAsync()
    {
        using var patience = new CancellationTokenSource(DrainTimeout, clock);
        await listener.StopAsync(patience.Token);
        await (router?.DisposeAsync() ?? ValueTask.CompletedTask);
        folderLock?.Dispose();
        (router, folderLock) = (null, null);
    }
}
