using Belfry.Alerting.Routing;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>Matchers as texts.</summary>
internal sealed class MatcherTextSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/matcher_string.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        row.FindText("want"), AlertmanagerText.Matcher(MatcherCells.Read(row))));
}
