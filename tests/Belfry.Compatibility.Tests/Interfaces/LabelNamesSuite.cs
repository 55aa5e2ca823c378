using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>
/// Looking names of labels up. One row has a store whose failure says that it is one, which for this endpoint does not
/// occur outside the original's tests: there and here a store that fails is an error of the execution.
/// </summary>
internal sealed class LabelNamesSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "api/label_names.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => LookupRows.Check(row, "/api/v1/labels"));
}
