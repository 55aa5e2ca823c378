using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Alerting.Intervals;

/// <summary>One period as YAML, with what it contains and excludes.</summary>
internal sealed class IntervalCompleteSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/timeinterval_complete.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var period = row.GetProperty("in").GetString()!.Replace("---\n", "", StringComparison.Ordinal).Trim('\n');
        var result = IntervalCells.Load("- " + period.ReplaceLineEndings("\n  "));
        return result.Value is { } config
            ? IntervalCells.Difference(config.TimeIntervals[0].Periods, row.Texts("contains"), row.Texts("excludes"))
            : result.Render();
    }
}
