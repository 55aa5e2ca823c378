using System.Runtime.InteropServices;
using Belfry.Alerting.Routing;
using Belfry.Model.Metrics;
using Belfry.Server.Serving;

namespace Belfry.Server.Alertmanager;

/// <summary>What is known of the process as a whole, under Alertmanager's names and ours.</summary>
internal sealed class AlertmanagerMetrics(LiveConfiguration<AlertRouting> configuration) : IMetricSource
{
    /// <inheritdoc/>
    public void WriteMetrics(IMetricFamilyWriter writer)
    {
        writer.BeginFamily("belfry_build_info", MetricType.Gauge, "Which Belfry this is.");
        writer.WriteSample(
            "", [new("runtime", RuntimeInformation.FrameworkDescription), new("version", ServerVersion.Text)], 1);
        writer.BeginFamily("alertmanager_build_info", MetricType.Gauge, "Which Belfry this is, where dashboards look.");
        writer.WriteSample("", [new("branch", ""), new("revision", ""), new("version", ServerVersion.Text)], 1);
        writer.BeginFamily(
            "alertmanager_config_last_reload_successful",
            MetricType.Gauge,
            "Whether the last configuration reload attempt was successful.");
        writer.WriteSample("", [], configuration.IsLastReloadSuccessful ? 1 : 0);
        writer.BeginFamily(
            "alertmanager_config_last_reload_success_timestamp_seconds",
            MetricType.Gauge,
            "Timestamp of the last successful configuration reload.");
        writer.WriteSample("", [], configuration.LoadedAt.ToUnixTimeMilliseconds() / 1000.0);
    }
}
