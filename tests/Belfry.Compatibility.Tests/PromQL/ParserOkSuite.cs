using System.Text.Json;
using Belfry.Query.PromQL;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Queries that must parse, and whose canonical text must parse to the same canonical text.</summary>
internal sealed class ParserOkSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/parser/parse_ok.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => ParserTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var text = ParserTable.Input(row);
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
}
