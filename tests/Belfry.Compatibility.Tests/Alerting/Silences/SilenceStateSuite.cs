using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Alerting.Silences;

/// <summary>Whether a silence is in one of some states.</summary>
internal sealed class SilenceStateSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/silence_query_state.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var state = SilenceCells.Read(row.GetProperty("sil")).StateAt(TimestampMs.From(Cell.Now));
        return CaseTable.Difference(
            row.GetProperty("keep").GetBoolean().ToString(),
            row.Texts("states").Contains(state.ToString(), StringComparer.OrdinalIgnoreCase).ToString());
    });
}
