using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>Compares a sum or a difference, null when it was refused, with what a row expects.</summary>
internal static class Combination
{
    internal static string? Difference(JsonElement row, FloatHistogram? result, HistogramRemarks remarks)
    {
        var expectedRemarks =
            (row.Is("expCounterResetCollision") ? HistogramRemarks.CounterResetCollision : HistogramRemarks.None)
            | (row.Is("expNHCBBoundsReconciled") ? HistogramRemarks.BoundsReconciled : HistogramRemarks.None);
        if (row.FindText("expErrMsg") is { Length: > 0 } error)
        {
            return result is null ? CaseTable.Difference(error, HistogramArithmetic.Incompatible) : "it is not refused";
        }

        if (row.Find("expected") is not { } expected)
        {
            return CaseTable.Difference(expectedRemarks.ToString(), result is null ? "refused" : remarks.ToString());
        }

        return CaseTable.Difference(
            $"{HistogramCells.Show(expected.FloatHistogram().Compact())} {expectedRemarks}",
            result is null ? "refused" : $"{HistogramCells.Show(result.Compact())} {remarks}");
    }
}
