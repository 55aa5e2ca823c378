using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Alerting.Intervals;

/// <summary>Periods by their fields, with what they contain and exclude.</summary>
internal sealed class IntervalStructSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/timeinterval_struct.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => IntervalCells.Difference(
        [IntervalCells.Period(row.GetProperty("timeInterval"))],
        row.Texts("validTimeStrings"), row.Texts("invalidTimeStrings")));
}
