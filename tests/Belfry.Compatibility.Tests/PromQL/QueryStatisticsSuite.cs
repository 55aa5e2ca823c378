using System.Globalization;
using System.Text.Json;
using Belfry.Query.Engine;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>How many samples queries use and read, in all and step by step, and how many they hold at most.</summary>
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
            var options = new QueryEngineOptions { PerStepStatistics = true };
            var actual = Show(EngineTable.Evaluate(store, row, options).Statistics);
            var expected = Show(row);
            return actual == expected ? null : $"{EngineTable.Describe(row)}: {actual}, expected {expected}";
        });
    }

    private static string Show(QueryStatistics statistics) => string.Create(
        CultureInfo.InvariantCulture,
        $"used {statistics.TotalQueryableSamples} ({Show(statistics.TotalQueryableSamplesPerStep)}) "
        + $"read {statistics.SamplesRead} ({Show(statistics.SamplesReadPerStep)}) peak {statistics.PeakSamples}");

    private static string Show(IReadOnlyList<StepSamples>? steps) =>
        string.Join(' ', (steps ?? []).Select(step => $"{step.Samples}@{step.Timestamp.Value}"));

    private static string Show(JsonElement row) =>
        $"used {row.GetProperty("total_queryable_samples")} ({Steps(row.GetProperty("total_per_step"))}) "
        + $"read {row.GetProperty("samples_read")} ({Steps(row.GetProperty("read_per_step"))}) "
        + $"peak {row.GetProperty("peak_samples")}";

    private static string Steps(JsonElement steps) =>
        string.Join(' ', steps.EnumerateArray().Select(step => $"{step[1]}@{step[0]}"));
}
