using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Matching;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>Matchers as cells write them, and as complaints show them.</summary>
internal static class MatcherCells
{
    internal static MatchOperator Operator(string? text) => text switch
    {
        null or "" or "=" => MatchOperator.Equal,
        "!=" => MatchOperator.NotEqual,
        "=~" => MatchOperator.RegexMatch,
        "!~" => MatchOperator.RegexNotMatch,
        _ => throw new FormatException($"no operator: {text}"),
    };

    /// <summary>Both forms: op, name and value, or Type, Name and Pattern.</summary>
    internal static LabelMatcher Read(JsonElement cell)
    {
        var name = cell.FindText("name") ?? cell.FindText("Name") ?? "";
        var value = cell.FindText("value") ?? cell.FindText("Pattern") ?? "";
        var op = Operator(cell.FindText("op") ?? cell.FindText("Type"));
        return LabelMatcher.TryCreate(name, op, value, out var matcher, out var error)
            ? matcher
            : throw new FormatException(error);
    }

    internal static string Show(IEnumerable<LabelMatcher> matchers) => string.Join(
        " ; ", matchers.Select(matcher => $"{matcher.Name}|{matcher.Operator}|{matcher.Value}"));

    /// <summary>One cell, a list of them, or nothing.</summary>
    internal static string Show(JsonElement? cell) => cell switch
    {
        null => "",
        { ValueKind: JsonValueKind.Array } list => Show(list.EnumerateArray().Select(Read)),
        { } one => one.EnumerateObject().Any() ? Show([Read(one)]) : "",
    };
}
