using System.Text.Json;
using Belfry.Query.PromQL;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>The selectors of queries, with their matchers in order.</summary>
internal sealed class SelectorsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/parser/extract_selectors.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => ParserTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var text = row.GetProperty("expr").GetString()!;
        var expected = row.GetProperty("selectors").EnumerateArray().Select(one => Selectors(one.GetString()!).Single());
        var actual = Selectors(text).ToList();
        return actual.SequenceEqual(expected) ? null : $"{text}: {string.Join(' ', actual)}";
    }

    private static IEnumerable<string> Selectors(string text) =>
        PromQLParser.TryParse(text, PromQLFeatures.All, out var expression, out var diagnostics)
            ? Selectors(expression)
            : throw new InvalidDataException(PromQLParser.Render(diagnostics));

    private static IEnumerable<string> Selectors(Expression expression) => expression is VectorSelector selector
        ? [string.Join(", ", selector.Matchers)]
        : expression.Children.SelectMany(Selectors);
}
