using System.Text.Json;
using Belfry.Alerting.Silences;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Matching;

namespace Belfry.Compatibility.Tests.Alerting.Silences;

/// <summary>Silences as cells write them.</summary>
internal static class SilenceCells
{
    internal static Silence Read(JsonElement cell) => new()
    {
        Id = cell.FindText("Id") ?? "",
        MatcherSets = Sets(cell),
        StartsAt = Cell.Moment(cell.Find("StartsAt")),
        EndsAt = Cell.Moment(cell.Find("EndsAt")),
        UpdatedAt = Cell.Moment(cell.Find("UpdatedAt")),
    };

    /// <summary>A matcher whose value may be bytes that are no text; a lone surrogate stands for them.</summary>
    internal static LabelMatcher Matcher(JsonElement cell)
    {
        if (cell.Find("Pattern") is not { ValueKind: JsonValueKind.Object })
        {
            return MatcherCells.Read(cell);
        }

        return LabelMatcher.Equality(cell.FindText("Name")!, "\uD800");
    }

    // The older field holds one set.
    private static IReadOnlyList<IReadOnlyList<LabelMatcher>> Sets(JsonElement cell) =>
        cell.Find("MatcherSets") is { } sets
            ? [.. sets.EnumerateArray().Select(set => Matchers(set.GetProperty("Matchers")))]
            : cell.Find("Matchers") is { } one ? [Matchers(one)] : [];

    private static IReadOnlyList<LabelMatcher> Matchers(JsonElement list) =>
        [.. list.EnumerateArray().Select(Matcher)];
}
