using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Alerting.Silences;

/// <summary>Silences of one alert, the one that the original's test has.</summary>
internal sealed class SilenceMatchesSuite : IConformanceSuite
{
    private static readonly Labels Alert = Labels.From(("job", "test"), ("method", "GET"), ("path", "/user/profile"));

    /// <inheritdoc/>
    public string Pattern => "alerting/silence_query_matches.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        row.GetProperty("drop").GetBoolean().ToString(),
        SilenceCells.Read(row.GetProperty("sil")).Matches(Alert).ToString()));
}
