using System.Text.Json;
using Belfry.Alerting.Routing.Inhibition;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Alertmanager;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>Sources of one rule that inhibit a target, or do not.</summary>
internal sealed class InhibitHasEqualSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/inhibit_has_equal.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        // Both sides match everything, and a source that matches both sides inhibits nothing; so the sources are told
        // apart by a label that the target does not have.
        var mark = MatcherCells.Read(JsonDocument.Parse("""{"name":"source","op":"!=","value":""}""").RootElement);
        var rule = new InhibitionRule(new InhibitRuleConfig
        {
            SourceMatchers = [mark],
            Equal = row.Texts("equal"),
        });
        foreach (var source in row.GetProperty("initial").EnumerateObject())
        {
            rule.Observe(Source(source.Value));
        }

        var inhibitor = rule.InhibitorOf(row.GetProperty("input").Labels(), TimestampMs.From(Cell.Now));
        return CaseTable.Difference(
            row.GetProperty("result").GetBoolean().ToString(), (inhibitor is not null).ToString());
    }

    // An empty list is an alert of which the table says nothing, and which counts as one that fires.
    private static Belfry.Alerting.Routing.RoutedAlert Source(JsonElement cell)
    {
        var builder = new LabelsBuilder();
        if (cell.ValueKind != JsonValueKind.Object)
        {
            builder.Set("source", "yes");
            return AlertCells.Of(builder.ToLabels(), isFiring: true);
        }

        var alert = AlertCells.Read(cell);
        builder.Reset(alert.Labels);
        builder.Set("source", "yes");
        return AlertCells.Of(builder.ToLabels(), isFiring: alert.EndsAt > TimestampMs.From(Cell.Now));
    }
}
