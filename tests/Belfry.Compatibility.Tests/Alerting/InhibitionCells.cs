using Belfry.Alerting.Routing.Inhibition;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Alertmanager;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The rules that the inhibition tables name in their notes.</summary>
internal static class InhibitionCells
{
    internal static Inhibitor OneRule() => new([Rule("s", "t=\"1\"")]);

    /// <summary>Two rules with the source alert of each; the second alert is its rule's target as well.</summary>
    internal static Inhibitor TwoRules(string targetOfFirst)
    {
        var inhibitor = new Inhibitor([Rule("s1", targetOfFirst), Rule("s2", "t2=\"1\"")]);
        inhibitor.Observe(AlertCells.Of(Labels.From(("s1", "1"), ("t1", "2"), ("e", "1")), isFiring: true));
        inhibitor.Observe(AlertCells.Of(Labels.From(("s2", "1"), ("t2", "1"), ("e", "1")), isFiring: true));
        return inhibitor;
    }

    internal static string IsInhibited(Inhibitor inhibitor, Labels labels) =>
        (inhibitor.InhibitorOf(labels, TimestampMs.From(Cell.Now)) is not null).ToString();

    private static InhibitRuleConfig Rule(string source, string target) => RouteTexts.Load(
        $$"""
        route: {receiver: r}
        receivers: [{name: r}]
        inhibit_rules:
        - source_matchers: ['{{source}}="1"']
          target_matchers: ['{{target}}']
          equal: [e]
        """).InhibitRules[0];
}
