using Belfry.Alerting.Silences;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Alertmanager.Matchers;

namespace Belfry.Compatibility.Tests.Alerting.Silences;

/// <summary>Silences that are or are not valid; the original's tests run in classic mode unless they say so.</summary>
internal sealed class SilenceValidateSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/silence_validate.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.ErrorDifference(
        row.FindText("err") is { Length: > 0 } error ? error : null,
        SilenceRules.ErrorOf(SilenceCells.Read(row.GetProperty("s")), MatcherSyntax.Classic)));
}
