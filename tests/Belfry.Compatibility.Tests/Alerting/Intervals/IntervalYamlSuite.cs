using System.Text.Json;
using Belfry.Compatibility.Tests.Configuration;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Alerting.Intervals;

/// <summary>Lists of periods as YAML, with what they are, contain and exclude.</summary>
internal sealed class IntervalYamlSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/timeinterval_yaml.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var result = IntervalCells.Load(row.GetProperty("in").GetString()!);
        if (row.Is("expectError"))
        {
            return Verdict.Difference(result, [row.FindText("err") ?? ""]);
        }

        if (result.Value is not { } config)
        {
            return result.Render();
        }

        var periods = config.TimeIntervals[0].Periods;
        var expected = row.GetProperty("intervals").EnumerateArray().Select(IntervalCells.Period);
        return CaseTable.Difference(
                string.Join(" ; ", expected.Select(IntervalCells.Show)),
                string.Join(" ; ", periods.Select(IntervalCells.Show)))
            ?? IntervalCells.Difference(periods, row.Texts("contains"), row.Texts("excludes"));
    }
}
