using Belfry.Model.Histograms;

namespace Belfry.Tsdb.Head;

/// <summary>
/// One writer of samples, with what it needs and what it has counted since it was last gathered: the thread that leads
/// commits, or one of the threads that replay the journal side by side, each with series of its own. One thread.
/// </summary>
internal sealed class HeadLane(HeadScratch scratch)
{
    internal HeadScratch Scratch => scratch;

    /// <summary>Samples stored.</summary>
    internal long StoredCount { get; private set; }

    /// <summary>Native histograms among them.</summary>
    internal long HistogramCount { get; private set; }

    /// <summary>Stored samples that came behind a newer one of their series.</summary>
    internal long DisorderedCount { get; private set; }

    /// <summary>Samples that lost to another one of the same time.</summary>
    internal long ConflictCount { get; private set; }

    internal long ChunkCount { get; private set; }

    /// <summary>The oldest sample's time, late ones apart; the greatest time there is when there was none.</summary>
    internal long MinTimeMs { get; private set; } = long.MaxValue;

    /// <summary>The newest sample's time; the least time there is when there was none.</summary>
    internal long MaxTimeMs { get; private set; } = long.MinValue;

    /// <summary>The oldest late sample's time; the greatest time there is when there was none.</summary>
    internal long LateMinTimeMs { get; private set; } = long.MaxValue;

    /// <summary>Series that got late samples, some more than once.</summary>
    internal List<HeadSeries> Late { get; } = [];

    /// <summary>Stores one committed sample; a histogram of null means the float.</summary>
    internal void Add(HeadSeries series, long timeMs, double value, NativeHistogram? histogram, bool isLate)
    {
        var fate = isLate
            ? AddLate(series, timeMs, value, histogram)
            : series.Add(timeMs, value, histogram, scratch);
        if (fate >= SampleFate.Stored)
        {
            StoredCount++;
            HistogramCount += histogram is null ? 0 : 1;
            DisorderedCount += fate == SampleFate.StoredBehind ? 1 : 0;
            ChunkCount += fate == SampleFate.StoredInNewChunk ? 1 : 0;
        }
        else
        {
            ConflictCount += fate == SampleFate.Conflicting ? 1 : 0;
        }

        if (!isLate)
        {
            MinTimeMs = Math.Min(MinTimeMs, timeMs);
        }

        MaxTimeMs = Math.Max(MaxTimeMs, timeMs);
    }

    /// <summary>Notes a chunk that was adopted whole.</summary>
    internal void Adopted(long minTimeMs, long maxTimeMs)
    {
        ChunkCount++;
        MinTimeMs = Math.Min(MinTimeMs, minTimeMs);
        MaxTimeMs = Math.Max(MaxTimeMs, maxTimeMs);
    }

    /// <summary>Forgets what it counted, once that was gathered.</summary>
    internal void Reset()
    {
        (StoredCount, HistogramCount, DisorderedCount, ConflictCount, ChunkCount) = (0, 0, 0, 0, 0);
        (MinTimeMs, MaxTimeMs, LateMinTimeMs) = (long.MaxValue, long.MinValue, long.MaxValue);
        Late.Clear();
    }

    private SampleFate AddLate(HeadSeries series, long timeMs, double value, NativeHistogram? histogram)
    {
        if (!series.HasCurrentLateSamples)
        {
            Late.Add(series);
        }

        LateMinTimeMs = Math.Min(LateMinTimeMs, timeMs);
        return series.AddLate(timeMs, value, histogram, scratch);
    }
}
