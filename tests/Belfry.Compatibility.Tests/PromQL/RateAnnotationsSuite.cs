using System.Text.Json;
using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Testing.Time;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>The remarks on rates of what does not look like a counter.</summary>
internal sealed class RateAnnotationsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/engine/rate_annotations.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => ParserTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var store = EngineTable.Load("load 1m\n" + row.GetProperty("data").GetString()!.Trim());
        var isTyped = row.TryGetProperty("typeAndUnitLabelsEnabled", out var flag) && flag.GetBoolean();
        using var engine = new QueryEngine(
            store, new QueryEngineOptions { TypeAndUnitLabels = isTyped }, new ManualClock());
        var query = row.GetProperty("expr").GetString()!;
        var result = engine.Evaluate(QueryRequest.Instant(query, new TimestampMs(60_000)), CancellationToken.None);
        return Agree(row, "expectedInfoAnnotations", result.Infos)
            && Agree(row, "expectedWarningAnnotations", result.Warnings)
            ? null
            : $"{row.GetProperty("name").GetString()}: [{string.Join("; ", result.Infos.Concat(result.Warnings))}]";
    }

    private static bool Agree(JsonElement row, string name, IReadOnlyList<string> remarks) =>
        row.GetProperty(name).EnumerateArray().Select(text => text.GetString()).SequenceEqual(remarks);
}
