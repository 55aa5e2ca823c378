using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Exposition;

/// <summary>Texts with the words of the error that ends them, if any.</summary>
internal abstract class ParseErrorsSuite(bool isOpenMetrics) : IConformanceSuite
{
    /// <inheritdoc/>
    public abstract string Pattern { get; }

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private string? Check(JsonElement row)
    {
        var input = row.Find("hex") is { } hex ? Convert.FromHexString(hex.GetString()!)
            : row.GetProperty("input").Bytes();
        var (_, error) = isOpenMetrics
            ? ExpositionText.OpenMetrics(input)
            : ExpositionText.Prometheus(input);
        var expected = row.FindText("err") is { Length: > 0 } words && words != "EOF" ? words : null;
        return CaseTable.Difference(expected, error);
    }
}
