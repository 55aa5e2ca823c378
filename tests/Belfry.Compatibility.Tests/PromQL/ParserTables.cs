using System.Text.Json;
using Belfry.Query.PromQL;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>
/// Runs the original's parser and printer tables: which queries parse, how they print, which error comes first.
/// </summary>
internal static class ParserTables
{
    internal static IEnumerable<(string File, int Passed, int Total)> Run(
        string conformanceFolder, Action<string>? complain = null)
    {
        yield return Count("promql/parser/parse_ok.json", ParsesAndPrints);
        yield return Count("promql/parser/parse_errors.json", FailsAsExpected);
        yield return Count("promql/parser/printer.json", PrintsAsExpected);

        (string File, int Passed, int Total) Count(string file, Func<JsonElement, string?> check)
        {
            using var table = JsonDocument.Parse(File.ReadAllText(Path.Combine(conformanceFolder, file)));
            var (passed, total) = (0, 0);
            foreach (var row in table.RootElement.GetProperty("cases").EnumerateArray())
            {
                total++;
                if (check(row) is { } complaint)
                {
                    complain?.Invoke($"{file}: {complaint}");
                }
                else
                {
                    passed++;
                }
            }

            return (file, passed, total);
        }
    }

    private static string Input(JsonElement row) =>
        row.TryGetProperty("input", out var input)
            ? input.GetString()!
            : $"({Repeated("-{}-1", 10000)}){Repeated("[1m:]", 1000)}";

    private static string Repeated(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string? ParsesAndPrints(JsonElement row)
    {
        var text = Input(row);
        if (!PromQLParser.TryParse(text, PromQLFeatures.All, out var expression, out var diagnostics))
        {
            return $"{text}: {PromQLParser.Render(diagnostics)}";
        }

        var printed = expression.ToString();
        if (!PromQLParser.TryParse(printed, PromQLFeatures.All, out var again, out diagnostics))
        {
            return $"{text}: printed as {printed}: {PromQLParser.Render(diagnostics)}";
        }

        return again.ToString() == printed ? null : $"{text}: printed as {printed}, then as {again}";
    }

    private static string? FailsAsExpected(JsonElement row)
    {
        var text = Input(row);
        if (PromQLParser.TryParse(text, PromQLFeatures.All, out var expression, out var diagnostics))
        {
            return $"{text}: parsed as {expression}";
        }

        var expected = row.GetProperty("errors")[0];
        var start = expected.GetProperty("start").GetInt32();
        var message = "parse error: " + expected.GetProperty("message").GetString();
        var shown = text.Length == 0 ? "unknown position: " + message : $"1:{start + 1}: {message}";
        var rendered = PromQLParser.Render(diagnostics);
        return rendered == shown ? null : $"{text[..Math.Min(80, text.Length)]}: {rendered}, expected {shown}";
    }

    private static string? PrintsAsExpected(JsonElement row)
    {
        var text = row.GetProperty("in").GetString()!;
        var expected = row.GetProperty("out").GetString();
        if (!PromQLParser.TryParse(text, PromQLFeatures.All, out var expression, out var diagnostics))
        {
            return $"{text}: {PromQLParser.Render(diagnostics)}";
        }

        return expression.ToString() == expected ? null : $"{text}: {expression}, expected {expected}";
    }
}
