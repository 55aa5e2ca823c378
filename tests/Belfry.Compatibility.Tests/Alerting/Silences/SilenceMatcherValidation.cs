using System.Text.Json;
using Belfry.Alerting.Silences;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Alertmanager.Matchers;
using Belfry.Model;
using Belfry.Model.Matching;

namespace Belfry.Compatibility.Tests.Alerting.Silences;

/// <summary>
/// Matchers that a silence may have. An expression that is not valid cannot become a matcher at all, whatever its
/// message, so it is refused before a silence exists.
/// </summary>
internal abstract class SilenceMatcherValidation(MatcherSyntax syntax) : IConformanceSuite
{
    /// <inheritdoc/>
    public abstract string Pattern { get; }

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private string? Check(JsonElement row)
    {
        var cell = row.GetProperty("m");
        var expected = row.FindText("err") is { Length: > 0 } error ? error : null;
        if (expected == "invalid regular expression")
        {
            return LabelMatcher.TryCreate(
                cell.FindText("Name")!, MatcherCells.Operator(cell.FindText("Type")), cell.FindText("Pattern")!,
                out _, out _) ? "it is taken" : null;
        }

        var silence = new Silence
        {
            // The second is there so that the first need not ask for anything.
            MatcherSets = [[SilenceCells.Matcher(cell), LabelMatcher.Equality("other", "x")]],
            StartsAt = TimestampMs.From(Cell.Now),
            EndsAt = TimestampMs.From(Cell.Now),
        };
        return CaseTable.ErrorDifference(expected, SilenceRules.ErrorOf(silence, syntax));
    }
}
