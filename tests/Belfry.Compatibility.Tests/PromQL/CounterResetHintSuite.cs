using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Query.Engine;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>What operators make of the hints of counter resets.</summary>
internal sealed class CounterResetHintSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/engine/histogram_counter_reset_hint.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        var store = EngineTable.Load("load 2m\ntest_histogram {{count:0}}+{{count:1}}x4");
        return CaseTable.Run(path, row => Check(row, store));
    }

    private static string? Check(JsonElement row, Query.Scripts.ScriptStore store)
    {
        using var engine = new QueryEngine(store, new QueryEngineOptions(), new Testing.Time.ManualClock());
        var result = engine.Evaluate(
            QueryRequest.Instant(row.GetProperty("query").GetString()!, new TimestampMs(120_000)),
            CancellationToken.None);
        var samples = (result.Value as VectorValue)?.Samples ?? [];
        return CaseTable.Difference(
            row.GetProperty("want").GetString(),
            samples.Count == 1 ? Text(samples[0].Histogram?.CounterResetHint) : result.Failure?.Message);
    }

    private static string Text(CounterResetHint? hint) => hint switch
    {
        CounterResetHint.CounterReset => "reset",
        CounterResetHint.NotCounterReset => "not_reset",
        CounterResetHint.Gauge => "gauge",
        CounterResetHint.Unknown => "unknown",
        _ => "no histogram",
    };
}
