using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>Alerts that come one after the other, and what is inhibited in the end.</summary>
internal sealed class InhibitLifecycleSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/inhibit_lifecycle.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var inhibitor = InhibitionCells.OneRule();
        foreach (var alert in row.GetProperty("alerts").EnumerateArray())
        {
            inhibitor.Observe(AlertCells.Of(alert.GetProperty("labels").Labels(), alert.Is("active")));
        }

        return row.GetProperty("expected").EnumerateArray()
            .Select(expected => CaseTable.Difference(
                expected.Is("muted").ToString(),
                InhibitionCells.IsInhibited(inhibitor, expected.GetProperty("lbls").Labels())))
            .FirstOrDefault(difference => difference is not null);
    }
}
