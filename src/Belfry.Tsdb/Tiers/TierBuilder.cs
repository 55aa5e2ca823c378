using Belfry.Model;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Tiers;

/// <summary>
/// Writes one tier block: series by series, each part of it folded from finer blocks or taken over. One thread.
/// </summary>
internal sealed class TierBuilder : IDisposable
{
    private readonly TierChunkWriter encoder = new();
    private readonly WindowColumns windows = new();
    private readonly WindowColumns finer = new();
    private readonly WindowColumns folded = new();
    private readonly WindowColumns own = new();
    private readonly SampleColumns samples = new();

    /// <summary>Writes the block; false when nothing is in it, and then there is no block.</summary>
    /// <exception cref="IOException">The disk failed; nothing is left of the new block.</exception>
    /// <exception cref="StorageFailureException">A source is damaged.</exception>
    internal bool Build(TierTask task, BlockId id, CancellationToken cancellationToken)
    {
        using var writer = new BlockWriter(task.Tier.Blocks.Directory, id, task.Tier.Blocks.Strays);
        var sources = task.Stretches.SelectMany(stretch => stretch.Finer.Concat(stretch.Own)).Distinct();
        var cursors = sources.Select(block => new SeriesCursor(block)).ToList();
        cursors.RemoveAll(cursor => !cursor.MoveNext());
        var same = new List<SeriesCursor>();
        while (cursors.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SeriesCursor.FindLeast(cursors, same);
            windows.Clear(WindowParts.All);
            foreach (var stretch in task.Stretches)
            {
                Add(stretch, same, task.Tier.ResolutionMs);
            }

            Write(writer, same[0].Labels, task.Tier.ResolutionMs);
            foreach (var cursor in same)
            {
                if (!cursor.MoveNext())
                {
                    cursors.Remove(cursor);
                }
            }
        }

        if (writer.SeriesCount == 0)
        {
            return false;
        }

        var level = task.Replaced.Count == 0 ? 0 : task.Replaced.Max(block => block.Manifest.Level);
        writer.Complete(writer.Manifest(new TimestampMs(task.FromMs + 1), new TimestampMs(task.ThroughMs + 1)) with
        {
            Resolution = task.Tier.Resolution,
            Level = task.Replaced.Count == 1 ? level : level + 1,
            Sources = task.Sources,
            Parents = [.. task.Replaced.Select(block => block.Manifest.Id)],
        });
        return true;
    }

    public void Dispose()
    {
        windows.Dispose();
        finer.Dispose();
        folded.Dispose();
        own.Dispose();
        samples.Dispose();
    }

    private void Add(TierStretch stretch, List<SeriesCursor> same, long resolutionMs)
    {
        var combines = stretch.Finer.Count > 0 && stretch.Own.Count > 0;
        var destination = combines ? own : windows;
        if (combines)
        {
            own.Clear(WindowParts.All);
            folded.Clear(WindowParts.All);
        }

        foreach (var cursor in same.Where(cursor => stretch.Own.Contains(cursor.Block)))
        {
            new TierPart(cursor.Block, cursor.Ordinal).ReadWindows(stretch.FromMs, stretch.ThroughMs, destination);
        }

        Fold(stretch, same, resolutionMs, combines ? folded : windows);
        if (combines)
        {
            WindowFolding.Combine(own, folded, windows);
        }
    }

    private void Fold(TierStretch stretch, List<SeriesCursor> same, long resolutionMs, WindowColumns destination)
    {
        using var merged = new MergeColumns();
        finer.Clear(WindowParts.All);
        foreach (var cursor in same.Where(cursor => stretch.Finer.Contains(cursor.Block)))
        {
            if (cursor.Block.Manifest.Resolution > TimeSpan.Zero)
            {
                new TierPart(cursor.Block, cursor.Ordinal).ReadWindows(stretch.FromMs, stretch.ThroughMs, finer);
            }
            else
            {
                merged.Add(new BlockPart(cursor.Block, cursor.Ordinal), stretch.FromMs + 1, stretch.ThroughMs);
            }
        }

        samples.Clear();
        merged.CopyTo(samples);
        WindowFolding.Fold(samples, resolutionMs, destination);
        WindowFolding.Fold(finer, resolutionMs, destination);
    }

    private void Write(BlockWriter writer, ReadOnlySpan<byte> labels, long resolutionMs)
    {
        var count = windows.Count;
        if (count == 0)
        {
            return;
        }

        writer.BeginSeries(labels);
        var chunks = (count + TierFormat.WindowsMax - 1) / TierFormat.WindowsMax;
        var perChunk = (count + chunks - 1) / chunks;
        for (var first = 0; first < count; first += perChunk)
        {
            var end = Math.Min(first + perChunk, count);
            var frame = encoder.Encode(windows, first, end, resolutionMs);
            writer.AddFrame(frame, windows.EndsMs[first], windows.EndsMs[end - 1], SampleCount(first, end));
        }
    }

    private long SampleCount(int first, int end)
    {
        long sum = 0;
        foreach (var count in windows.Integers(WindowColumn.SampleCount)[first..end])
        {
            sum += count;
        }

        return sum;
    }
}
