using Belfry.Encoding.Chunks;
using Belfry.Model.Histograms;

namespace Belfry.Tsdb.Head;

/// <summary>The writing end of a series' open chunk of native histograms; the bytes are the series'.</summary>
internal sealed class OpenHistograms
{
    internal int Count { get; private set; }

    internal int LengthBytes { get; private set; }

    internal long LastTimeMs { get; private set; }

    internal NativeHistogram? Last { get; private set; }

    /// <summary>The room that an append needs behind the bytes that are there.</summary>
    internal static int SpareBytes(NativeHistogram histogram) =>
        HistogramListChunk.HeaderSizeBytes + HistogramListChunk.EntrySizeBytesMax(histogram);

    internal void Append(Span<byte> bytes, long timeMs, NativeHistogram histogram)
    {
        var isFirst = Count == 0;
        LengthBytes = HistogramListChunk.Append(
            bytes, LengthBytes, timeMs, histogram, isFirst ? 0 : LastTimeMs, isFirst ? null : Last);
        (LastTimeMs, Last) = (timeMs, histogram);
        Count++;
    }

    /// <summary>Begins a new chunk; the last sample stays readable.</summary>
    internal void Restart() => (Count, LengthBytes) = (0, 0);
}
