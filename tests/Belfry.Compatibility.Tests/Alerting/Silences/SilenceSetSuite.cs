using System.Text.Json;
using Belfry.Alerting.Silences;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Alerting.Silences;

/// <summary>Silences that an empty store refuses.</summary>
internal sealed class SilenceSetSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/silence_set_fail.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var store = new SilenceStore(new FixedClock(), TimeSpan.FromHours(1), journal: null);
        var silence = SilenceCells.Read(row.GetProperty("s"));
        if (silence.MatcherSets.Count > 0 && silence.StartsAt == Cell.ZeroTime)
        {
            silence = silence with { StartsAt = Belfry.Model.TimestampMs.From(Cell.Now) };
        }

        store.Set(silence, out _, out var error);
        var expected = row.GetProperty("err");
        return CaseTable.ErrorDifference(
            expected.ValueKind == JsonValueKind.String ? expected.GetString()
                : expected.FindText("$call") == "ErrNotFound.Error" ? "silence not found"
                : throw new FormatException("unknown error"),
            error.Length > 0 ? error : null);
    }
}
