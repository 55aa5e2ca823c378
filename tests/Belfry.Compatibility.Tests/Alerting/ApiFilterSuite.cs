using Belfry.Alerting.Routing.Views;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;
using Belfry.Model.Matching;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The API's filters against the one label that the original's test has.</summary>
internal sealed class ApiFilterSuite : IConformanceSuite
{
    private static readonly Labels Alert = Labels.From(("foo", "bar"));

    /// <inheritdoc/>
    public string Pattern => "alerting/api_match_filter_labels.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
        LabelMatcher.TryCreate(
            row[1].GetString()!, MatcherCells.Operator(row[0].GetString()), row[2].GetString()!, out var matcher,
            out var error)
            ? CaseTable.Difference(row[3].GetBoolean().ToString(), AlertFilter.Satisfies([matcher], Alert).ToString())
            : error);
}
