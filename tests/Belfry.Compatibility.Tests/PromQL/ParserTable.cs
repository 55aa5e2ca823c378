using System.Text.Json;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Reads the parser tables, which share one form.</summary>
internal static class ParserTable
{
    internal static SuiteResult Run(string path, Func<JsonElement, string?> check)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(path));
        var failures = new List<string>();
        var total = 0;
        foreach (var row in table.RootElement.GetProperty("cases").EnumerateArray())
        {
            total++;
            if (check(row) is { } complaint)
            {
                failures.Add(complaint);
            }
        }

        return new SuiteResult(total - failures.Count, total, failures);
    }

    // The only generated input there is.
    internal static string Input(JsonElement row) =>
        row.TryGetProperty("input", out var input)
            ? input.GetString()!
            : $"({Repeated("-{}-1", 10000)}){Repeated("[1m:]", 1000)}";

    private static string Repeated(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
