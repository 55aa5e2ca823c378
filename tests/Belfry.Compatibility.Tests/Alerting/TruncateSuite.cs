using Belfry.Alerting.Notify;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>Texts cut to a number of characters or bytes.</summary>
internal sealed class TruncateSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/truncate.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var (text, count) = (row.GetProperty("in").GetString()!, row.GetProperty("n").GetInt32());
        var (runes, bytes) = (row.GetProperty("runes"), row.GetProperty("bytes"));
        var runesText = TextCut.ToRunes(text, count, out var isRunesCut);
        var bytesText = TextCut.ToBytes(text, count, out var isBytesCut);
        return CaseTable.Difference($"{runes.FindText("out")} {runes.Is("trunc")}", $"{runesText} {isRunesCut}")
            ?? CaseTable.Difference($"{bytes.FindText("out")} {bytes.Is("trunc")}", $"{bytesText} {isBytesCut}");
    });
}
