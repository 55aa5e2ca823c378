using Belfry.Storage.Contracts;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Tiers;

/// <summary>The windows that a held tier block has of one series. Any thread may read, several at once.</summary>
internal sealed class TierPart(Block block, uint ordinal) : SeriesPart
{
    private readonly long resolutionMs = (long)block.Manifest.Resolution.TotalMilliseconds;

    internal long ResolutionMs => resolutionMs;

    /// <summary>Appends the last sample of each window that ends in a range, both ends included.</summary>
    internal override void Read(long fromMs, long throughMs, SampleColumns destination)
    {
        using var windows = new WindowColumns();
        windows.Clear(WindowParts.Last | WindowParts.LastTime);
        ReadWindows(fromMs == long.MinValue ? fromMs : fromMs - 1, throughMs, windows);
        var counts = windows.Integers(WindowColumn.SampleCount);
        for (var index = 0; index < windows.Count; index++)
        {
            if (counts[index] > 0)
            {
                destination.Add(
                    windows.Integers(WindowColumn.LastTime)[index], windows.Values(WindowColumn.Last)[index]);
            }
        }
    }

    /// <summary>
    /// Appends the windows that end after <paramref name="fromMs"/> and through <paramref name="throughMs"/>, oldest
    /// first, without those that a deletion touches. All that is in the destination is older.
    /// </summary>
    internal void ReadWindows(long fromMs, long throughMs, WindowColumns destination)
    {
        try
        {
            ReadChunks(fromMs, throughMs, destination);
        }
        catch (StorageFailureException damage) when (block.Tell(damage))
        {
            throw;
        }
    }

    private void ReadChunks(long fromMs, long throughMs, WindowColumns destination)
    {
        var places = new List<ChunkPlace>();
        block.Index.ReadChunks(ordinal, places);
        var deleted = block.Tombstones.Of(ordinal);
        foreach (var place in places)
        {
            if (place.MaxTimeMs <= fromMs || place.MinTimeMs > throughMs)
            {
                continue;
            }

            if (!TryRead(block.Frame(place), fromMs, throughMs, deleted, destination))
            {
                throw BlockFormat.Damaged(block.ChunksPath, place.Offset, "a chunk of windows is damaged");
            }
        }
    }

    private bool TryRead(
        ReadOnlySpan<byte> frame,
        long fromMs,
        long throughMs,
        ReadOnlySpan<TimeInterval> deleted,
        WindowColumns destination)
    {
        if (!TierChunk.TryOpen(frame, out var chunk))
        {
            return false;
        }

        destination.Reserve(chunk.Count);
        var ends = destination.FreeEndsMs(chunk.Count);
        var isWhole = chunk.TryReadEnds(resolutionMs, ends);
        var last = default(ReadOnlySpan<double>);
        if (isWhole && destination.Keeps(WindowColumn.Last))
        {
            // First, because other columns may be linked to it.
            var values = destination.FreeValues(WindowColumn.Last, chunk.Count);
            isWhole = chunk.TryReadValues(WindowColumn.Last, values);
            last = values;
        }

        for (var column = WindowColumn.SampleCount; isWhole && column <= WindowColumn.Lost; column++)
        {
            if (column == WindowColumn.Last || !destination.Keeps(column))
            {
                continue;
            }

            isWhole = WindowColumns.IsInteger(column)
                ? chunk.TryReadIntegers(
                    column, ends, resolutionMs, destination.FreeIntegers(column, chunk.Count))
                : chunk.TryReadValues(column, destination.FreeValues(column, chunk.Count), last);
        }

        block.CountRead(chunk.BytesRead);
        if (isWhole)
        {
            Keep(ends, fromMs, throughMs, deleted, destination);
        }

        return isWhole;
    }

    private void Keep(
        ReadOnlySpan<long> ends,
        long fromMs,
        long throughMs,
        ReadOnlySpan<TimeInterval> deleted,
        WindowColumns destination)
    {
        // Most chunks lie wholly inside, and little is ever deleted.
        if (deleted.IsEmpty && ends[0] > fromMs && ends[^1] <= throughMs)
        {
            destination.Advance(ends.Length);
            return;
        }

        var (free, kept, index) = (destination.Count, 0, 0);
        while (index < ends.Length)
        {
            var first = index;
            while (index < ends.Length && ends[index] > fromMs && ends[index] <= throughMs
                && !IsDeleted(deleted, ends[index]))
            {
                index++;
            }

            var run = index - first;
            destination.Move(free + first, free + kept, run);
            kept += run;
            index++;
        }

        destination.Advance(kept);
    }

    private bool IsDeleted(ReadOnlySpan<TimeInterval> deleted, long endMs)
    {
        foreach (var interval in deleted)
        {
            if (interval.FromMs <= endMs && interval.ThroughMs > endMs - resolutionMs)
            {
                return true;
            }
        }

        return false;
    }
}
