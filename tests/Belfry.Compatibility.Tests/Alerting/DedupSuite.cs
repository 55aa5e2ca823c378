using System.Text.Json;
using Belfry.Alerting.Notify.History;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>Whether a group needs a notification, from what was sent before.</summary>
internal sealed class DedupSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/dedup_needs_update.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var known = row.Find("entry");

        // No entry is an empty one, as the router has it.
        var entry = new NotificationLogEntry(
            known is { } cell ? Cell.Moment(cell.Find("Timestamp")) : default, TimestampMs.MaxValue,
            Hashes(known, "FiringAlerts"), Hashes(known, "ResolvedAlerts"));
        var reason = entry.ReasonFor(
            Hashes(row, "firingAlerts"), Hashes(row, "resolvedAlerts"), row.Is("resolve"),
            row.Find("repeat")?.Span() ?? TimeSpan.Zero, TimestampMs.From(Cell.Now));
        return CaseTable.Difference(
            row.GetProperty("res").GetBoolean().ToString(), (reason != NotificationReason.None).ToString());
    }

    private static ulong[] Hashes(JsonElement? owner, string name) => owner?.Find(name) is { } list
        ? [.. list.EnumerateArray().Select(hash => hash.GetUInt64()).Order()]
        : [];
}
