using System.Text.Json;
using Belfry.Query.Engine;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Whether a sample is still seen, with the lookbacks of an engine and of a request.</summary>
internal sealed class LookbackSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/engine/lookback_delta.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        var store = EngineTable.Load("load 5m\n  metric 0 1 2");
        return ParserTable.Run(path, row =>
        {
            var options = new QueryEngineOptions { LookbackDelta = Seconds(row, "engine_lookback_s") };
            var result = EngineTable.Evaluate(store, "metric", row, options, Seconds(row, "query_lookback_s"));
            var isSeen = ((VectorValue)result.Value!).Samples.Count > 0;
            return isSeen == row.GetProperty("expect_samples").GetBoolean() ? null : row.GetProperty("name").GetString();
        });
    }

    private static TimeSpan Seconds(JsonElement row, string name) => TimeSpan.FromSeconds(row.GetProperty(name).GetDouble());
}
