using System.Globalization;
using System.Text.Json;
using Belfry.Query.Engine;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>How many samples queries use, and how many they hold at most.</summary>
internal sealed class QueryStatisticsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/engine/query_statistics.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(path));
        var store = EngineTable.LoadNote(table.RootElement.GetProperty("note").GetString()!);
        return ParserTable.Run(path, row =>
        {
            var result = EngineTable.Evaluate(store, row, new QueryEngineOptions());
            var expected = (
                row.GetProperty("total_queryable_samples").GetInt64(), row.GetProperty("peak_samples").GetInt64());
            var actual = (result.Statistics.TotalQueryableSamples, result.Statistics.PeakSamples);
            return actual == expected
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture, $"{EngineTable.Describe(row)}: {actual}, expected {expected}");
        });
    }
}
