using Belfry.Alerting.Silences;
using Belfry.Api.Alertmanager;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>Silences that the API's filter finds by their matchers.</summary>
internal sealed class ApiSilenceFilterSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/api_silence_filter.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var silence = new Silence
        {
            MatcherSets = [[.. row[0].EnumerateArray().Select(MatcherCells.Read)]],
            StartsAt = TimestampMs.From(Cell.Now),
            EndsAt = TimestampMs.From(Cell.Now),
        };
        return CaseTable.Difference(
            row[2].GetBoolean().ToString(),
            SilenceEndpoints.HasMatchers(
                silence, [.. row[1].EnumerateArray().Select(MatcherCells.Read)]).ToString());
    });
}
