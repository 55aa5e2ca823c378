using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>Looking series up.</summary>
internal sealed class SeriesSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "api/series.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => LookupRows.Check(row, "/api/v1/series"));
}
