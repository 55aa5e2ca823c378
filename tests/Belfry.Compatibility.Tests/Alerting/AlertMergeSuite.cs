using Belfry.Alerting.Routing;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>Two occurrences that become one, whichever of them comes first.</summary>
internal sealed class AlertMergeSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/alert_merge.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var (one, other) = (AlertCells.Read(row.GetProperty("A")), AlertCells.Read(row.GetProperty("B")));
        var now = TimestampMs.From(Cell.Now);
        var expected = AlertCells.Show(AlertCells.Read(row.GetProperty("Res")));
        return CaseTable.Difference(expected, AlertCells.Show(RoutedAlert.Merge(one, other, now)))
            ?? CaseTable.Difference(expected, AlertCells.Show(RoutedAlert.Merge(other, one, now)));
    });
}
