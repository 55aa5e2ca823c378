using Belfry.Encoding.Chunks;
using Belfry.Model.Histograms;

namespace Belfry.Tsdb.Head;

/// <summary>A series' open chunk of native histograms. Written by the thread that writes to the series.</summary>
internal sealed class OpenHistograms
{
    private Slot slot;

    internal int Count { get; private set; }

    internal int LengthBytes { get; private set; }

    internal long LastTimeMs { get; private set; }

    internal NativeHistogram? Last { get; private set; }

    internal void Append(long timeMs, NativeHistogram histogram, SlotArena slots)
    {
        var spare = HistogramListChunk.HeaderSizeBytes + HistogramListChunk.EntrySizeBytesMax(histogram);
        if (slot.SizeBytes - LengthBytes < spare)
        {
            var larger = slots.Rent(LengthBytes + spare);
            slot.First(LengthBytes).CopyTo(larger.Span);
            slots.Return(slot);
            slot = larger;
        }

        var isFirst = Count == 0;
        LengthBytes = HistogramListChunk.Append(
            slot.Span, LengthBytes, timeMs, histogram, isFirst ? 0 : LastTimeMs, isFirst ? null : Last);
        (LastTimeMs, Last) = (timeMs, histogram);
        Count++;
    }

    /// <summary>Copies the first bytes, as many as there are and fit; none when a reader finds parts that do not belong
    /// together.</summary>
    internal int CopyTo(Span<byte> copy)
    {
        var bytes = slot.First(Math.Min(LengthBytes, copy.Length));
        bytes.CopyTo(copy);
        return bytes.Length;
    }

    /// <summary>Lets go of the room of a chunk that is empty.</summary>
    internal void ReturnSlot(SlotArena slots)
    {
        slots.Return(slot);
        slot = default;
    }

    /// <summary>Begins a new chunk; the last sample stays readable.</summary>
    internal void Restart() => (Count, LengthBytes) = (0, 0);
}
