using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>Sums of float histograms, compared in compact form.</summary>
internal sealed class HistogramAddSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/float_add.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var isDone = row.GetProperty("in1").FloatHistogram()
            .TryAdd(row.GetProperty("in2").FloatHistogram(), out var result, out var remarks);
        return Combination.Difference(row, isDone ? result : null, remarks);
    });
}
