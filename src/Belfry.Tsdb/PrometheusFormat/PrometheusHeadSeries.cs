using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Blocks;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>What Prometheus has of one series outside its blocks. One thread.</summary>
internal sealed class PrometheusHeadSeries(Labels labels)
{
    private readonly List<HeadChunkPlace> inOrder = [];
    private readonly List<HeadChunkPlace> outOfOrder = [];
    private readonly List<LateSample> late = [];
    private readonly List<TimeInterval> deleted = [];

    internal Labels Labels => labels;

    /// <summary>The samples in the log that are in no chunk.</summary>
    internal SampleLog Log { get; private set; } = new();

    /// <summary>The time of the newest sample in a chunk; the least time when there is none.</summary>
    internal long ChunksMaxTimeMs { get; private set; } = long.MinValue;

    internal void AddChunks(HeadChunkFiles files, ulong reference)
    {
        inOrder.AddRange(files.InOrder(reference));
        outOfOrder.AddRange(files.OutOfOrder(reference));
        ChunksMaxTimeMs = inOrder.Count == 0 ? long.MinValue : inOrder.Max(chunk => chunk.MaxTimeMs);
    }

    /// <summary>The times of its oldest and newest sample, deleted ones included; reversed when it has none.</summary>
    internal TimeInterval Times(long inOrderFromMs)
    {
        var fromMs = Log.FirstTimeMs;
        var throughMs = Log.LastTimeMs;
        foreach (var chunk in inOrder.Where(chunk => chunk.MaxTimeMs >= inOrderFromMs))
        {
            fromMs = Math.Min(fromMs, Math.Max(chunk.MinTimeMs, inOrderFromMs));
            throughMs = Math.Max(throughMs, chunk.MaxTimeMs);
        }

        foreach (var chunk in outOfOrder)
        {
            fromMs = Math.Min(fromMs, chunk.MinTimeMs);
            throughMs = Math.Max(throughMs, chunk.MaxTimeMs);
        }

        foreach (var sample in late)
        {
            fromMs = Math.Min(fromMs, sample.TimestampMs);
            throughMs = Math.Max(throughMs, sample.TimestampMs);
        }

        return new TimeInterval(fromMs, throughMs);
    }

    internal void AddLate(LateSample sample) => late.Add(sample);

    internal void AddDeletion(TimeInterval interval) => deleted.Add(interval);

    /// <summary>Forgets everything: the series was deleted as a whole.</summary>
    internal void Clear()
    {
        inOrder.Clear();
        outOfOrder.Clear();
        late.Clear();
        deleted.Clear();
        Log = new SampleLog();
        ChunksMaxTimeMs = long.MinValue;
    }

    /// <summary>
    /// Adds the samples of a range, both ends included, to empty columns, deleted ones left out. Samples that came in
    /// order and are older than <paramref name="inOrderFromMs"/> are in a block.
    /// </summary>
    internal void CopyTo(
        HeadChunkFiles files,
        PrometheusChunkDecoder decoder,
        ColumnMerger merger,
        long inOrderFromMs,
        long fromMs,
        long throughMs,
        SampleColumns columns)
    {
        AddPlaces(files, decoder, inOrder, Math.Max(fromMs, inOrderFromMs), throughMs, columns);
        Log.CopyTo(decoder, Math.Max(fromMs, inOrderFromMs), throughMs, columns);
        AddPlaces(files, decoder, outOfOrder, fromMs, throughMs, columns);
        AddLateSamples(merger, fromMs, throughMs, columns);
        foreach (var interval in deleted)
        {
            merger.Remove(columns, interval);
        }
    }

    private static void AddPlaces(
        HeadChunkFiles files,
        PrometheusChunkDecoder decoder,
        List<HeadChunkPlace> places,
        long fromMs,
        long throughMs,
        SampleColumns columns)
    {
        foreach (var place in places)
        {
            if (place.MaxTimeMs >= fromMs && place.MinTimeMs <= throughMs
                && decoder.Add(place.Encoding, files.Bytes(place), fromMs, throughMs, columns) is { } complaint)
            {
                files.Complain(place, complaint);
            }
        }
    }

    private void AddLateSamples(ColumnMerger merger, long fromMs, long throughMs, SampleColumns columns)
    {
        if (late.Count == 0)
        {
            return;
        }

        // Stable: of equal times the one that came first stays.
        using var sorted = new SampleColumns();
        foreach (var sample in late.OrderBy(sample => sample.TimestampMs).DistinctBy(sample => sample.TimestampMs))
        {
            if (sample.Histogram is { } histogram)
            {
                sorted.Add(sample.TimestampMs, histogram);
            }
            else
            {
                sorted.Add(sample.TimestampMs, sample.Value);
            }
        }

        merger.Add(columns, sorted, fromMs, throughMs);
    }
}
