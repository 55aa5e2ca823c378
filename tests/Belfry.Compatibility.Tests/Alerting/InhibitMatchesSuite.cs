using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>Targets of the two rules that the note of <c>inhibit_matches.json</c> gives.</summary>
internal sealed class InhibitMatchesSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/inhibit_matches.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        var inhibitor = InhibitionCells.TwoRules("t1=\"1\"");
        return CaseTable.Run(path, row => CaseTable.Difference(
            row.GetProperty("expected").GetBoolean().ToString(),
            InhibitionCells.IsInhibited(inhibitor, row.GetProperty("target").Labels())));
    }
}
