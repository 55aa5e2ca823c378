using System.Text.Json;
using Belfry.Model.Matching;
using Belfry.Query.PromQL;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Instant selectors, made of a name and matchers, and their canonical text.</summary>
internal sealed class SelectorPrinterSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/parser/printer_vector_selector.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => ParserTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var selector = row.GetProperty("selector");
        var name = selector.TryGetProperty("Name", out var given) ? given.GetString()! : "";
        var matchers = selector.TryGetProperty("LabelMatchers", out var list)
            ? list.EnumerateArray().Select(Matcher).ToList()
            : [];
        var text = new VectorSelector(default, name, matchers).ToString();
        var expected = row.GetProperty("out").GetString();
        return text == expected ? null : $"{row.GetProperty("name")}: {text}, expected {expected}";
    }

    private static LabelMatcher Matcher(JsonElement row)
    {
        var op = row.GetProperty("op").GetString() switch
        {
            "=" => MatchOperator.Equal,
            "!=" => MatchOperator.NotEqual,
            "=~" => MatchOperator.RegexMatch,
            "!~" => MatchOperator.RegexNotMatch,
            var other => throw new InvalidDataException($"an operator {other}"),
        };
        return LabelMatcher.TryCreate(
            row.GetProperty("label").GetString()!, op, row.GetProperty("value").GetString()!, out var matcher, out var error)
            ? matcher
            : throw new InvalidDataException(error);
    }
}
