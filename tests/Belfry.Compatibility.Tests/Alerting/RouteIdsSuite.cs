using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The ids of all routes of a tree; each counts.</summary>
internal sealed class RouteIdsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/route_ids.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(path));
        var cases = table.RootElement.GetProperty("cases");
        var tree = RouteTexts.Tree(cases.GetProperty("route_yaml").GetString()!);
        var rows = cases.Texts("expected_ids_in_walk_order")
            .Zip(tree.All.Select(route => route.Id).Concat(Enumerable.Repeat("", 1000)));
        return CaseTable.RunRows(rows, row => CaseTable.Difference(row.First, row.Second), row => row.First);
    }
}
