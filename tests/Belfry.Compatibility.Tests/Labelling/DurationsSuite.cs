using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Labelling;

/// <summary>Durations as texts, both ways. The lists of the table are one after the other.</summary>
internal sealed class DurationsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "common/durations.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(
        path, cases => cases.EnumerateObject().SelectMany(list => list.Value.EnumerateArray()), Check);

    private static string? Check(JsonElement row)
    {
        if (row.ValueKind == JsonValueKind.String)
        {
            return PrometheusDuration.TryParse(row.GetString(), out _, out _) ? "it is taken" : null;
        }

        // In the JSON list the texts carry quotation marks.
        var input = row.GetProperty("in").GetString()!.Trim('"');
        var shown = row.FindText("expectedString") is { Length: > 0 } text ? text.Trim('"') : input;
        var isParsed = row.Is("allowedNegative")
            ? PrometheusDuration.TryParseSigned(input, out var duration, out var error)
            : PrometheusDuration.TryParse(input, out duration, out error);
        return !isParsed ? error
            : duration != row.GetProperty("out").Span() ? $"read as {duration}"
            : CaseTable.Difference(
                shown, (duration < TimeSpan.Zero ? "-" : "") + PrometheusDuration.Format(duration.Duration()));
    }
}
