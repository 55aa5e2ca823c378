using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Labelling;

/// <summary>The order of label sets, against the one set that the original's test has.</summary>
internal sealed class LabelsCompareSuite : IConformanceSuite
{
    private static readonly Labels Base = Labels.From(("aaa", "111"), ("bbb", "222"));

    /// <inheritdoc/>
    public string Pattern => "labels/labels_compare.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        Math.Sign(row.GetProperty("expected").GetInt32()).ToString(System.Globalization.CultureInfo.InvariantCulture),
        Math.Sign(Base.CompareTo(row.GetProperty("compared").Labels()))
            .ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
