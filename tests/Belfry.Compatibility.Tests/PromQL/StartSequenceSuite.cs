using System.Text.Json;
using Belfry.Query.Scripts;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Sequences of start timestamps in scripts.</summary>
internal sealed class StartSequenceSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/dsl_st_sequence.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => ParserTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var text = row.GetProperty("input").GetString()!;
        var mustFail = row.TryGetProperty("wantErr", out var flag) && flag.GetBoolean();
        try
        {
            var offsets = StartSequence.Read(text);
            var expected = mustFail || row.GetProperty("expected").ValueKind == JsonValueKind.Null
                ? []
                : row.GetProperty("expected").EnumerateArray().Select(Offset);
            return !mustFail && offsets.SequenceEqual(expected) ? null : $"{text}: {string.Join(' ', offsets)}";
        }
        catch (ScriptException wrong)
        {
            return mustFail ? null : $"{text}: {wrong.Message}";
        }
    }

    private static long? Offset(JsonElement cell) =>
        cell.TryGetProperty("Value", out var value) ? value.GetInt64() : null;
}
