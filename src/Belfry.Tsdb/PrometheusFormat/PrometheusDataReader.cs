using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>
/// Reads a data folder of Prometheus 2.x or 3.x that no Prometheus uses at the moment: blocks, the head's chunks, its
/// log with checkpoints, and the log of late samples. Changes nothing in it. What is damaged is left out and told, the
/// rest is read. One thread. Format: docs/formats/prometheus-data.md.
/// </summary>
public sealed class PrometheusDataReader : IDisposable
{
    private readonly List<PrometheusBlock> blocks = [];
    private readonly DamageList damages = new();
    private readonly PrometheusChunkDecoder decoder = new();
    private readonly ColumnMerger merger = new();
    private readonly SampleColumns part = new();
    private PrometheusHead? head;

    private PrometheusDataReader()
    {
    }

    /// <summary>What could not be read so far: the first thousand of it, in the order it was met.</summary>
    public IReadOnlyList<PrometheusDamage> Damages => damages.Kept;

    /// <summary>How much could not be read so far.</summary>
    public long DamageCount => damages.Count;

    /// <summary>Samples in the log that belong to no known series; Prometheus leaves them out as well.</summary>
    public long OrphanCount => head!.OrphanCount;

    /// <summary>
    /// Opens the folder and reads the log, which takes memory for the samples that are in it and in no chunk.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing is left open.</exception>
    public static PrometheusDataReader Open(StoreDirectory directory, CancellationToken cancellationToken)
    {
        var reader = new PrometheusDataReader();
        try
        {
            reader.OpenBlocks(directory);
            var inOrderFromMs = reader.blocks
                .Where(block => block.Meta.IsInOrder)
                .Select(block => block.Meta.EndTimeMs)
                .Append(long.MinValue)
                .Max();
            reader.head = PrometheusHead.Load(directory, inOrderFromMs, reader.damages, cancellationToken);
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Divides the time that has samples into ranges that do not overlap, by rising time, start included and end not:
    /// blocks keep theirs, what overlaps is one, and what is in the head only is cut at multiples of
    /// <paramref name="headRange"/>.
    /// </summary>
    public IReadOnlyList<(TimestampMs From, TimestampMs End)> Ranges(TimeSpan headRange)
    {
        var ranges = new List<(long From, long End)>();
        foreach (var meta in blocks.Select(block => block.Meta).OrderBy(meta => meta.MinTimeMs))
        {
            if (ranges.Count > 0 && meta.MinTimeMs < ranges[^1].End)
            {
                ranges[^1] = (ranges[^1].From, Math.Max(ranges[^1].End, meta.EndTimeMs));
            }
            else
            {
                ranges.Add((meta.MinTimeMs, meta.EndTimeMs));
            }
        }

        AddHeadRanges(ranges, (long)headRange.TotalMilliseconds);
        return [.. ranges.Order().Select(range => (new TimestampMs(range.From), new TimestampMs(range.End)))];
    }

    /// <summary>
    /// The series that may have samples from <paramref name="from"/> through <paramref name="through"/>, both included,
    /// each label set once, sorted by labels. Of equal times a block's sample counts. One enumeration at a time.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<PrometheusSeries> Series(
        TimestampMs from, TimestampMs through, CancellationToken cancellationToken)
    {
        var cursors = new List<BlockCursor>();
        try
        {
            cursors.AddRange(blocks
                .Where(block => block.Meta.MinTimeMs <= through.Value && block.Meta.EndTimeMs > from.Value)
                .Select(block => new BlockCursor(block, damages)));
            cursors.RemoveAll(cursor => !cursor.MoveNext());
            var headPlace = 0;
            var same = new List<BlockCursor>();
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var inHead = headPlace < head!.Series.Count ? head.Series[headPlace] : null;
                var labels = Least(cursors, inHead?.Labels, same);
                if (labels is null)
                {
                    yield break;
                }

                inHead = inHead?.Labels == labels ? inHead : null;
                yield return new PrometheusSeries(
                    labels, columns => Read(same, inHead, from.Value, through.Value, columns));
                headPlace += inHead is null ? 0 : 1;
                foreach (var cursor in same.Where(cursor => !cursor.MoveNext()))
                {
                    cursors.Remove(cursor);
                    cursor.Dispose();
                }
            }
        }
        finally
        {
            cursors.ForEach(cursor => cursor.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        blocks.ForEach(block => block.Dispose());
        head?.Dispose();
        decoder.Dispose();
        merger.Dispose();
        part.Dispose();
    }

    private static Labels? Least(List<BlockCursor> cursors, Labels? inHead, List<BlockCursor> same)
    {
        same.Clear();
        var least = inHead;
        foreach (var cursor in cursors)
        {
            var order = least is null ? -1 : cursor.Labels.CompareTo(least);
            if (order < 0)
            {
                same.Clear();
                least = cursor.Labels;
            }

            if (order <= 0)
            {
                same.Add(cursor);
            }
        }

        return least;
    }

    private void Read(
        List<BlockCursor> cursors, PrometheusHeadSeries? inHead, long fromMs, long throughMs, SampleColumns columns)
    {
        foreach (var cursor in cursors)
        {
            part.Clear();
            cursor.CopyTo(decoder, merger, fromMs, throughMs, part);
            merger.Add(columns, part, fromMs, throughMs);
        }

        if (inHead is not null)
        {
            part.Clear();
            inHead.CopyTo(head!.Chunks, decoder, merger, head.InOrderFromMs, fromMs, throughMs, part);
            merger.Add(columns, part, fromMs, throughMs);
        }
    }

    private void OpenBlocks(StoreDirectory directory)
    {
        foreach (var name in directory.Directories().Where(name => BlockId.TryParse(name, out _)))
        {
            var folder = directory.Subdirectory(name);
            if (PrometheusBlockMeta.TryRead(folder, name, damages) is { IsDeletable: false } meta
                && PrometheusBlock.TryOpen(folder, meta with { Id = name }, name, damages) is { } block)
            {
                blocks.Add(block);
            }
        }

        // A crash between writing a block and deleting those it replaces leaves both; what was deleted from the new
        // one would come back from the old ones.
        var replaced = blocks.SelectMany(block => block.Meta.Parents).ToHashSet();
        foreach (var block in blocks.Where(block => replaced.Contains(block.Meta.Id)))
        {
            block.Dispose();
        }

        blocks.RemoveAll(block => replaced.Contains(block.Meta.Id));
        blocks.Sort((left, right) => left.Meta.MinTimeMs.CompareTo(right.Meta.MinTimeMs));
    }

    private void AddHeadRanges(List<(long From, long End)> ranges, long rangeMs)
    {
        var fromMs = long.MaxValue;
        var throughMs = long.MinValue;
        foreach (var times in head!.Series.Select(series => series.Times(head.InOrderFromMs)))
        {
            fromMs = Math.Min(fromMs, times.FromMs);
            throughMs = Math.Max(throughMs, times.ThroughMs);
        }

        var covered = ranges.ToList();
        while (fromMs <= throughMs)
        {
            // Up to the next multiple, the next block, or behind the last sample, whichever comes first.
            var inside = covered.FindIndex(range => range.From <= fromMs && fromMs < range.End);
            if (inside >= 0)
            {
                fromMs = covered[inside].End;
                continue;
            }

            var endMs = (long)Int128.Min((Int128)BlockTimes.RangeStart(fromMs, rangeMs) + rangeMs, long.MaxValue);
            endMs = Math.Min(endMs, throughMs == long.MaxValue ? throughMs : throughMs + 1);
            endMs = covered.Where(range => range.From > fromMs).Select(range => range.From).Append(endMs).Min();
            if (endMs <= fromMs)
            {
                return;
            }

            ranges.Add((fromMs, endMs));
            fromMs = endMs;
        }
    }
}
