using Belfry.Alerting.Routing;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The order of alerts in a notification.</summary>
internal sealed class AlertSortSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/alert_sort.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var sorted = row.GetProperty("alerts").EnumerateArray().Select(AlertCells.Read).Order(AlertOrder.Instance);
        var expected = row.GetProperty("exp").EnumerateArray().Select(AlertCells.Read);
        return CaseTable.Difference(
            string.Join(" ; ", expected.Select(AlertCells.Show)), string.Join(" ; ", sorted.Select(AlertCells.Show)));
    });
}
