using System.Text.Json;
using Belfry.Query.PromQL;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Queries that must not parse, with the place and text of the first error, which is what users see.</summary>
internal sealed class ParserErrorsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/parser/parse_errors.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => ParserTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var text = ParserTable.Input(row);
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
}
