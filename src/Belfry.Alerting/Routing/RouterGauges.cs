using System.Globalization;
using System.Security.Cryptography;
using Belfry.Alerting.Silences;
using Belfry.Model.Metrics;

namespace Belfry.Alerting.Routing;

/// <summary>
/// What is counted only when asked: alerts, groups and silences by state, and which configuration is in force.
/// </summary>
internal sealed class RouterGauges(AlertRouter router) : IMetricSource
{
    public void WriteMetrics(IMetricFamilyWriter writer)
    {
        var counts = router.Count();
        writer.BeginFamily("alertmanager_alerts", MetricType.Gauge, "How many alerts by state.");
        writer.WriteSample("", [new("state", "active")], counts.ActiveCount);
        writer.WriteSample("", [new("state", "suppressed")], counts.SuppressedCount);
        writer.WriteSample("", [new("state", "unprocessed")], 0);
        writer.BeginFamily(
            "alertmanager_dispatcher_aggregation_groups", MetricType.Gauge, "Number of active aggregation groups");
        writer.WriteSample("", [], counts.GroupCount);
        writer.BeginFamily("alertmanager_nflog_entries", MetricType.Gauge, "Entries of the notification log.");
        writer.WriteSample("", [], counts.LogEntryCount);
        writer.BeginFamily("alertmanager_silences", MetricType.Gauge, "How many silences by state.");
        foreach (
            var state in (ReadOnlySpan<SilenceState>)[SilenceState.Active, SilenceState.Expired, SilenceState.Pending])
        {
            var name = state.ToString().ToLower(CultureInfo.InvariantCulture);
            writer.WriteSample(
                "", [new("state", name)], router.Silences.All.Count(silence => silence.StateAt(counts.Now) == state));
        }

        writer.BeginFamily(
            "alertmanager_config_hash", MetricType.Gauge, "Hash of the currently loaded alertmanager configuration.");
        writer.WriteSample("", [], HashOf(router.Routing?.Config.OriginalText ?? ""));
    }

    /// <summary>The first 48 bits of MD5, as the original has it: they fit a double exactly.</summary>
    internal static double HashOf(string text)
    {
        // The original's choice of hash; nothing is protected by it.
#pragma warning disable CA5351
        var hash = MD5.HashData(System.Text.Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5351
        ulong number = 0;
        for (var index = 5; index >= 0; index--)
        {
            number = (number << 8) | hash[index];
        }

        return number;
    }
}
