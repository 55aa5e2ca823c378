using Belfry.Encoding.Chunks;
using Belfry.Model.Histograms;

namespace Belfry.Tsdb.Head;

/// <summary>Whether two native histograms are the same sample, bit for bit.</summary>
internal static class HistogramIdentity
{
    internal static bool IsSame(NativeHistogram left, NativeHistogram right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left.GetType() != right.GetType() || !HistogramBytes.HasSameLayout(left, right))
        {
            return false;
        }

        // Rare: a sample came twice. The bytes say all that there is.
        var leftBytes = new byte[HistogramBytes.SizeBytesMax(left)];
        var rightBytes = new byte[HistogramBytes.SizeBytesMax(right)];
        return leftBytes.AsSpan(0, HistogramBytes.Write(leftBytes, left, null))
            .SequenceEqual(rightBytes.AsSpan(0, HistogramBytes.Write(rightBytes, right, null)));
    }
}
