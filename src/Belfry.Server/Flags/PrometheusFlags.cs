namespace Belfry.Server.Flags;

/// <summary>The flags of <c>belfry</c>: Prometheus's, and our own beside them.</summary>
internal static class PrometheusFlags
{
    internal const string ConfigFile = "config.file";
    internal const string AlertingConfigFile = "alerting.config.file";
    internal const string BelfryConfigFile = "belfry.config.file";
    internal const string StoragePath = "storage.tsdb.path";
    internal const string RetentionTime = "storage.tsdb.retention.time";
    internal const string RetentionSize = "storage.tsdb.retention.size";
    internal const string MinBlockDuration = "storage.tsdb.min-block-duration";
    internal const string MaxBlockDuration = "storage.tsdb.max-block-duration";
    internal const string ListenAddress = "web.listen-address";
    internal const string AlertingListenAddress = "alerting.web.listen-address";
    internal const string ExternalUrl = "web.external-url";
    internal const string EnableLifecycle = "web.enable-lifecycle";
    internal const string EnableAdminApi = "web.enable-admin-api";
    internal const string EnableRemoteWrite = "web.enable-remote-write-receiver";
    internal const string RemoteWriteMessages = "web.remote-write-receiver.accepted-protobuf-messages";
    internal const string EnableFeature = "enable-feature";
    internal const string LookbackDelta = "query.lookback-delta";
    internal const string QueryTimeout = "query.timeout";
    internal const string QueryConcurrency = "query.max-concurrency";
    internal const string QuerySamples = "query.max-samples";
    internal const string ReuseMemory = "query.reuse-memory";
    internal const string OutageTolerance = "rules.alert.for-outage-tolerance";
    internal const string GracePeriod = "rules.alert.for-grace-period";
    internal const string ResendDelay = "rules.alert.resend-delay";

    internal static IReadOnlyList<FlagDefinition> All { get; } =
    [
        Text(ConfigFile, "", "Prometheus configuration file. Without it Belfry watches itself and this machine."),
        Text(AlertingConfigFile, "", "Alertmanager configuration file: routes alerts inside this process."),
        Text(BelfryConfigFile, "", "Belfry's own configuration file: resolutions that are kept, the journal."),
        Text(StoragePath, "data/", "Folder of the time series store."),
        new(RetentionTime, FlagKind.Duration, "0s", "How long samples are kept; 15d when no size is given either."),
        new(RetentionSize, FlagKind.Size, "0B", "How many bytes are kept, such as 10GB. 0 is any number."),
        new(MinBlockDuration, FlagKind.Duration, "2h", "Range of a block that is cut from the head."),
        new(
            MaxBlockDuration,
            FlagKind.Duration,
            "0s",
            "Longest range of a merged block; 0 is a tenth of the retention, 31 days at most."),
        new(ListenAddress, FlagKind.Repeated, "127.0.0.1:9090", "Address of the API and the page. Repeatable."),
        new(AlertingListenAddress, FlagKind.Repeated, "", "Address of Alertmanager's API, such as 127.0.0.1:9093."),
        Text(ExternalUrl, "", "URL under which people reach this server; used in links."),
        Switch(EnableLifecycle, "Allow reload and shutdown over HTTP."),
        Switch(EnableAdminApi, "Allow the administration endpoints."),
        Switch(EnableRemoteWrite, "Take samples by remote write at /api/v1/write."),
        new(
            RemoteWriteMessages,
            FlagKind.Repeated,
            string.Join(',', Ingestion.Push.RemoteWriteMessages.All.Select(Ingestion.Push.RemoteWriteMessages.NameOf)),
            "Messages of remote write that are taken. Repeatable."),
        new(LookbackDelta, FlagKind.Duration, "5m", "How long a sample counts as current in a query."),
        new(QueryTimeout, FlagKind.Duration, "2m", "How long a query may take."),
        new(QueryConcurrency, FlagKind.Number, "20", "How many queries may run at once."),
        new(QuerySamples, FlagKind.Number, "50000000", "How many samples a query may hold in memory."),
        new(ReuseMemory, FlagKind.Size, "64MB", "Memory for answers of range queries that are used again. 0 is none."),
        new(OutageTolerance, FlagKind.Duration, "1h", "The longest outage after which an alert's `for` is restored."),
        new(GracePeriod, FlagKind.Duration, "10m", "Least time from a restart to a restored alert's firing."),
        new(ResendDelay, FlagKind.Duration, "1m", "The shortest time before a firing alert is sent again."),
        new(EnableFeature, FlagKind.Repeated, "", "Names of features to enable, separated by commas."),
        LogFlags.LevelFlag,
        LogFlags.FormatFlag,
        Idle("web.config.file", FlagKind.Text, "", "TLS and authentication of the listener."),
        Idle("web.route-prefix", FlagKind.Text, "", "Prefix of all paths."),
        Idle("web.console.templates", FlagKind.Text, "consoles", "Folder of console templates."),
        Idle("web.console.libraries", FlagKind.Text, "console_libraries", "Folder of console libraries."),
        Idle("web.user-assets", FlagKind.Text, "", "Folder of static files."),
        Idle("web.page-title", FlagKind.Text, "Belfry", "Title of the page."),
        Idle("web.cors.origin", FlagKind.Text, ".*", "Origins that browsers may ask from."),
        Idle("web.max-connections", FlagKind.Number, "512", "Most connections at once."),
        Idle("web.read-timeout", FlagKind.Duration, "5m", "Longest time for reading a request."),
        Idle("web.enable-otlp-receiver", FlagKind.Switch, "false", "Take OTLP metrics."),
        Idle("storage.tsdb.no-lockfile", FlagKind.Switch, "false", "Do not lock the data folder."),
        Idle("storage.tsdb.wal-compression", FlagKind.Switch, "true", "Compress the write-ahead log."),
        Idle("storage.remote.flush-deadline", FlagKind.Duration, "1m", "Longest time for flushing at the end."),
        Idle("alertmanager.notification-queue-capacity", FlagKind.Number, "10000", "Alerts waiting to be sent."),
        Idle("rules.max-concurrent-evals", FlagKind.Number, "4", "Rule groups evaluated at once."),
        Idle("auto-gomaxprocs", FlagKind.Switch, "true", "Set the number of threads from the container's limit."),
        Idle("auto-gomemlimit", FlagKind.Switch, "true", "Set the memory limit from the container's limit."),
        Idle("config.auto-reload", FlagKind.Switch, "false", "Reload when a configuration file changes."),
        Idle("config.auto-reload-interval", FlagKind.Duration, "30s", "How often to look for changes."),
    ];

    private static FlagDefinition Text(string name, string fallback, string help) =>
        new(name, FlagKind.Text, fallback, help);

    private static FlagDefinition Switch(string name, string help) => new(name, FlagKind.Switch, "false", help);

    private static FlagDefinition Idle(string name, FlagKind kind, string fallback, string help) =>
        new(name, kind, fallback, help) { IsWithoutEffect = true };
}
