using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>A place among the series of one block, which are sorted by labels. One thread.</summary>
internal sealed class BlockCursor(PrometheusBlock block, DamageList damages) : IDisposable
{
    private readonly IEnumerator<long> offsets = block.Index.SeriesOffsets().GetEnumerator();
    private readonly LabelsBuilder builder = new();
    private readonly List<PrometheusChunkPlace> chunks = [];

    /// <summary>The labels of the series here.</summary>
    internal Labels Labels { get; private set; } = Labels.Empty;

    /// <summary>Goes to the next series that can be read; false at the end.</summary>
    internal bool MoveNext()
    {
        while (offsets.MoveNext())
        {
            if (!block.Index.TryReadSeries(offsets.Current, builder, chunks))
            {
                continue;
            }

            var labels = builder.ToLabels();
            if (labels.CompareTo(Labels) <= 0)
            {
                damages.Add(
                    $"{block.Meta.Id}/{PrometheusFiles.IndexName}",
                    offsets.Current,
                    $"the series {labels} is not in its place, and was left out");
                continue;
            }

            Labels = labels;
            return true;
        }

        return false;
    }

    /// <summary>
    /// Adds the samples of the series from a range, both ends included, to empty columns, deleted ones left out.
    /// </summary>
    internal void CopyTo(
        PrometheusChunkDecoder decoder, ColumnMerger merger, long fromMs, long throughMs, SampleColumns columns)
    {
        foreach (var place in chunks)
        {
            if (place.MaxTimeMs >= fromMs && place.MinTimeMs <= throughMs
                && block.Chunks.TryRead(place.Reference, out var encoding, out var bytes)
                && decoder.Add(encoding, bytes, fromMs, throughMs, columns) is { } complaint)
            {
                block.Chunks.Complain(place.Reference, complaint);
            }
        }

        foreach (var interval in block.Tombstones.Of(block.Index.SeriesNumber(offsets.Current)))
        {
            merger.Remove(columns, interval);
        }
    }

    public void Dispose() => offsets.Dispose();
}
