using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Alertmanager;

namespace Belfry.Compatibility.Tests.Alerting.Intervals;

/// <summary>Ranges of times of day.</summary>
internal sealed class TimeRangeSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/timeinterval_timestring.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var result = IntervalCells.Load("- times:\n  - " + row.GetProperty("timeString").GetString());
        if (row.Is("expectError"))
        {
            return result.IsValid ? "it loads" : null;
        }

        var range = row.GetProperty("TimeRange");
        var expected = new InclusiveRange(
            range.Find("StartMinute")?.GetInt32() ?? 0, range.Find("EndMinute")?.GetInt32() ?? 0);
        return CaseTable.Difference(
            expected.ToString(), result.Value?.TimeIntervals[0].Periods[0].Times[0].ToString() ?? result.Render());
    }
}
