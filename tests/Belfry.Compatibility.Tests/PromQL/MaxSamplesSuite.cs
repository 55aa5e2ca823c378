using System.Text.Json;
using Belfry.Query.Engine;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Queries that pass with a limit of samples and fail with one less.</summary>
internal sealed class MaxSamplesSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/engine/max_samples.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(path));
        var store = EngineTable.LoadNote(table.RootElement.GetProperty("note").GetString()!);
        return ParserTable.Run(path, row =>
        {
            var limit = row.GetProperty("max_samples").GetInt64();
            var enough = EngineTable.Evaluate(store, row, new QueryEngineOptions { MaxSamples = limit }).Failure;
            var scarce = EngineTable.Evaluate(store, row, new QueryEngineOptions { MaxSamples = limit - 1 }).Failure;
            return enough is null && scarce is not null
                ? null
                : $"{EngineTable.Describe(row)}, {limit}: {enough?.Message ?? "passes with one less"}";
        });
    }
}
