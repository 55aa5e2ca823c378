using Belfry.Server.Flags;

namespace Belfry.Server.Alertmanager;

/// <summary>The flags of <c>belfry alertmanager</c>: Alertmanager's.</summary>
internal static class AlertmanagerFlags
{
    internal const string ConfigFile = "config.file";
    internal const string StoragePath = "storage.path";
    internal const string Retention = "data.retention";
    internal const string MaintenanceInterval = "data.maintenance-interval";
    internal const string StartDelay = "dispatch.start-delay";
    internal const string ListenAddress = "web.listen-address";
    internal const string ExternalUrl = PrometheusFlags.ExternalUrl;
    internal const string RoutePrefix = "web.route-prefix";
    internal const string EnableFeature = PrometheusFlags.EnableFeature;

    internal static IReadOnlyList<FlagDefinition> All { get; } =
    [
        new(ConfigFile, FlagKind.Text, "alertmanager.yml", "Alertmanager configuration file."),
        new(StoragePath, FlagKind.Text, "data/", "Folder of silences and the notification log."),
        new(Retention, FlagKind.Duration, "120h", "How long expired silences are kept."),
        new(MaintenanceInterval, FlagKind.Duration, "15m", "How often old silences and log entries are forgotten."),
        new(StartDelay, FlagKind.Duration, "0s", "How long the first notifications wait after the start."),
        new(ListenAddress, FlagKind.Repeated, ":9093", "Address of the API. Repeatable."),
        new(ExternalUrl, FlagKind.Text, "", "URL under which people reach this server; used in links."),
        new(RoutePrefix, FlagKind.Text, "", "Prefix of all paths; without it the path of the external URL."),
        new(
            EnableFeature,
            FlagKind.Repeated,
            "",
            "Names of features to enable, separated by commas: classic-mode or utf8-strict-mode."),
        LogFlags.LevelFlag,
        LogFlags.FormatFlag,
        .. Idle,
    ];

    private static IEnumerable<FlagDefinition> Idle =>
        new FlagDefinition[]
        {
            new("silences.max-silences", FlagKind.Text, "0", "Most silences."),
            new("silences.max-silence-size-bytes", FlagKind.Text, "0", "Largest silence."),
            new("log.silences", FlagKind.Switch, "false", "Log changes of silences."),
            new("alerts.gc-interval", FlagKind.Duration, "30m", "How often resolved alerts are forgotten."),
            new("alerts.per-alertname-limit", FlagKind.Text, "0", "Most alerts of a name."),
            new("dispatch.maintenance-interval", FlagKind.Duration, "30s", "How often empty groups are forgotten."),
            new("web.config.file", FlagKind.Text, "", "TLS and authentication of the listener."),
            new("web.systemd-socket", FlagKind.Switch, "false", "Take the listener from systemd."),
            new("web.get-concurrency", FlagKind.Text, "0", "Most GET requests at once."),
            new("web.timeout", FlagKind.Text, "0", "Longest time for a request."),
            new("web.ui-path", FlagKind.Text, "", "Folder of a page."),
            new("cluster.listen-address", FlagKind.Text, "0.0.0.0:9094", "Address for the cluster."),
            new("cluster.advertise-address", FlagKind.Text, "", "Address to tell the cluster."),
            new("cluster.peer", FlagKind.Repeated, "", "First peers of the cluster."),
            new("cluster.peer-name", FlagKind.Text, "", "Name in the cluster."),
            new("cluster.peer-timeout", FlagKind.Duration, "15s", "How long peers wait for each other."),
            new("cluster.peers-resolve-timeout", FlagKind.Duration, "15s", "Longest time for resolving peers."),
            new("cluster.gossip-interval", FlagKind.Duration, "200ms", "Time between messages."),
            new("cluster.pushpull-interval", FlagKind.Duration, "1m", "Time between full exchanges."),
            new("cluster.tcp-timeout", FlagKind.Duration, "10s", "Longest time for a stream."),
            new("cluster.probe-timeout", FlagKind.Duration, "500ms", "Longest time for a probe."),
            new("cluster.probe-interval", FlagKind.Duration, "1s", "Time between probes."),
            new("cluster.settle-timeout", FlagKind.Duration, "1m", "Longest time for the cluster to settle."),
            new("cluster.reconnect-interval", FlagKind.Duration, "10s", "Time between attempts to reconnect."),
            new("cluster.reconnect-timeout", FlagKind.Duration, "6h", "How long to try to reconnect."),
            new("cluster.tls-config", FlagKind.Text, "", "TLS of the cluster."),
            new("cluster.label", FlagKind.Text, "", "Label of the cluster's messages."),
            new(
                "cluster.allow-insecure-public-advertise-address-discovery",
                FlagKind.Switch,
                "false",
                "Let the cluster listen on a public address."),
            new("auto-gomemlimit.ratio", FlagKind.Text, "0.9", "Share of the container's memory to use."),
        }.Select(flag => flag with { IsWithoutEffect = true });
}
