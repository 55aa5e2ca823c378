using System.Diagnostics.CodeAnalysis;
using Belfry.Model.Histograms;

namespace Belfry.Ingestion.Histograms;

/// <summary>
/// Decides whether a native histogram that came from outside can be stored, and in which resolution. Semantics:
/// prometheus <c>storage/remote/write_handler.go</c> and <c>scrape/target.go</c>.
/// </summary>
internal static class HistogramAdmission
{
    /// <summary>
    /// The histogram to store: itself, or reduced when its schema is finer than what is stored. False, with what is
    /// wrong in Prometheus's words, when there is none.
    /// </summary>
    internal static bool TryAdmit(
        NativeHistogram histogram,
        [NotNullWhen(true)] out NativeHistogram? admitted,
        [NotNullWhen(false)] out string? defect)
    {
        admitted = histogram;
        defect = null;
        if (HistogramSchema.IsExponentialOrReserved(histogram.Schema)
            && histogram.Schema > HistogramSchema.ExponentialMax
            && !histogram.TryReduceResolution(HistogramSchema.ExponentialMax, out admitted, out defect))
        {
            return false;
        }

        defect = admitted!.FindDefect();
        return defect is null;
    }
}
