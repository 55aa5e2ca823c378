using System.Text.Json;
using Belfry.Query.PromQL;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Queries on several lines, none of which should be longer than ten bytes.</summary>
internal sealed class PrettierSuite : IConformanceSuite
{
    private const int LineBytesMax = 10;

    /// <inheritdoc/>
    public string Pattern => "promql/parser/prettier.json";

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

        var pretty = PrettyText.Of(expression, LineBytesMax);
        return pretty == expected ? null : $"{text}:\n{pretty}\nexpected\n{expected}";
    }
}
