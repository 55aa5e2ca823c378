using Belfry.Api.Prometheus;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Prometheus;

namespace Belfry.Compatibility.Tests.Labelling;

/// <summary>Names that are escaped as values; what is not escaped well stays as it is.</summary>
internal sealed class UnescapeSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "common/unescape_errors.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        row.FindText("expected") ?? "",
        NameEscaping.Unescape(row.FindText("input") ?? "", NameEscapingScheme.Values)));
}
