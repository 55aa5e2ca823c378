using Belfry.Alerting.Silences;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Alerting.Silences;

/// <summary>Changes that a silence may take under its id.</summary>
internal sealed class SilenceUpdateSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/silence_can_update.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        row.GetProperty("ok").GetBoolean().ToString(),
        SilenceRules.CanUpdate(
            SilenceCells.Read(row.GetProperty("a")), SilenceCells.Read(row.GetProperty("b")),
            TimestampMs.From(Cell.Now)).ToString()));
}
