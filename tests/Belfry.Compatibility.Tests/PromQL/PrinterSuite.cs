using System.Text.Json;
using Belfry.Query.PromQL;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Queries and their canonical text.</summary>
internal sealed class PrinterSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/parser/printer.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => ParserTable.Run(path, Check);

    private static string? Check(JsonElement row)
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
