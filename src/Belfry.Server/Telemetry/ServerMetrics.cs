using System.Runtime.InteropServices;
using Belfry.Api.Hosting;
using Belfry.Model.Metrics;

namespace Belfry.Server.Telemetry;

/// <summary>What is known of the process as a whole, under Prometheus's names and ours.</summary>
internal sealed class ServerMetrics(IServerControl server) : IMetricSource
{
    /// <inheritdoc/>
    public void WriteMetrics(IMetricFamilyWriter writer)
    {
        writer.BeginFamily("belfry_build_info", MetricType.Gauge, "Which Belfry this is.");
        writer.WriteSample(
            "", [new("runtime", RuntimeInformation.FrameworkDescription), new("version", server.Version)], 1);
        writer.BeginFamily("prometheus_build_info", MetricType.Gauge, "Which Belfry this is, where dashboards look.");
        writer.WriteSample("", [new("branch", ""), new("revision", ""), new("version", server.Version)], 1);
        Gauge(
            writer,
            "prometheus_config_last_reload_successful",
            "Whether the last configuration reload attempt was successful.",
            server.IsLastReloadSuccessful ? 1 : 0);
        Gauge(
            writer,
            "prometheus_config_last_reload_success_timestamp_seconds",
            "Timestamp of the last successful configuration reload.",
            server.ConfigurationLoadedAt.ToUnixTimeMilliseconds() / 1000.0);
        Gauge(writer, "prometheus_ready", "Whether the server is ready to be asked.", server.IsReady ? 1 : 0);
    }

    private static void Gauge(IMetricFamilyWriter writer, string name, string help, double value)
    {
        writer.BeginFamily(name, MetricType.Gauge, help);
        writer.WriteSample("", [], value);
    }
}
