using System.Globalization;
using System.Text.Json;
using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Query.Scripts;
using Belfry.Testing.Time;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>What the tables of the original's engine tests have in common: data as a script, a query, a time.</summary>
internal static class EngineTable
{
    /// <summary>The data that a table's note gives as a script.</summary>
    internal static ScriptStore LoadNote(string note)
    {
        var start = note.IndexOf("load ", StringComparison.Ordinal);
        var lines = note[start..].Split('\n').Select(line => line.Trim());
        return Load(string.Join('\n', lines.TakeWhile(line => line.Length > 0)));
    }

    /// <summary>The data of a script that only loads.</summary>
    internal static ScriptStore Load(string script)
    {
        var store = new ScriptStore();
        foreach (var load in new ScriptParser(script).Parse().Cast<LoadCommand>())
        {
            ScriptLoading.Load(load, store);
        }

        return store;
    }

    internal static QueryResult Evaluate(ScriptStore store, JsonElement row, QueryEngineOptions options) =>
        Evaluate(store, row.GetProperty("query").GetString()!, row, options, null);

    internal static QueryResult Evaluate(
        ScriptStore store, string query, JsonElement row, QueryEngineOptions options, TimeSpan? lookback)
    {
        var start = Seconds(row, "start") ?? Seconds(row, "at") ?? 0;
        var step = Seconds(row, "step") ?? TimeSpan.Zero.TotalSeconds;
        using var engine = new QueryEngine(store, options with { Features = PromQLFeatures.All }, new ManualClock());
        var request = new QueryRequest
        {
            Expression = query,
            Start = new TimestampMs((long)(start * 1000)),
            End = new TimestampMs((long)((Seconds(row, "end") ?? start) * 1000)),
            Step = TimeSpan.FromSeconds(step),
            Lookback = lookback,
            Statistics = StatisticsDetail.PerStep,
        };
        return engine.Evaluate(request, CancellationToken.None);
    }

    internal static string Describe(JsonElement row) => string.Create(
        CultureInfo.InvariantCulture, $"{row.GetProperty("query").GetString()} at {Seconds(row, "start") ?? Seconds(row, "at")}");

    private static double? Seconds(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) ? value.GetDouble() : null;
}
