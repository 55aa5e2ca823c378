using System.Buffers;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Head;

/// <summary>
/// Chains of closed chunks, newest first, that neither overlap nor cross a multiple of the block range. They are
/// immutable: changing one makes the changed chunk and those behind it anew. For the thread that owns the scratch.
/// </summary>
internal static class ChunkChain
{
    /// <summary>Whether some chunk may have samples from <paramref name="fromMs"/> through <paramref
    /// name="throughMs"/>. Any thread.</summary>
    internal static bool Overlaps(HeadChunk? newest, long fromMs, long throughMs)
    {
        for (var chunk = newest; chunk is not null && chunk.MaxTimeMs >= fromMs; chunk = chunk.Previous)
        {
            if (chunk.MinTimeMs <= throughMs)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The oldest time in it; the greatest time there is when it is empty.</summary>
    internal static long OldestTimeMs(HeadChunk? newest)
    {
        var oldest = long.MaxValue;
        for (var chunk = newest; chunk is not null; chunk = chunk.Previous)
        {
            oldest = chunk.MinTimeMs;
        }

        return oldest;
    }

    internal static int Count(HeadChunk? newest)
    {
        var count = 0;
        for (var chunk = newest; chunk is not null; chunk = chunk.Previous)
        {
            count++;
        }

        return count;
    }

    /// <summary>Appends the samples of all chunks, oldest first, to <paramref name="columns"/>. Any thread.</summary>
    internal static void Read(HeadChunk? newest, long fromMs, long throughMs, SampleColumns columns)
    {
        var wanted = ArrayPool<HeadChunk>.Shared.Rent(32);
        var count = 0;
        for (var chunk = newest; chunk is not null && chunk.MaxTimeMs >= fromMs; chunk = chunk.Previous)
        {
            if (chunk.MinTimeMs > throughMs)
            {
                continue;
            }

            if (count == wanted.Length)
            {
                var larger = ArrayPool<HeadChunk>.Shared.Rent(count * 2);
                wanted.CopyTo(larger, 0);
                ArrayPool<HeadChunk>.Shared.Return(wanted, clearArray: true);
                wanted = larger;
            }

            wanted[count++] = chunk;
        }

        while (count > 0)
        {
            var chunk = wanted[--count];
            columns.Decode(chunk.Encoding, chunk.Bytes, fromMs, throughMs);
        }

        ArrayPool<HeadChunk>.Shared.Return(wanted, clearArray: true);
    }

    /// <summary>
    /// Puts a sample where it belongs: into the chunk before or behind it in the same block range, or into one of its
    /// own. A histogram of null means the float <paramref name="value"/>.
    /// </summary>
    internal static SampleFate Insert(
        ref HeadChunk? newest, long timeMs, double value, NativeHistogram? histogram, HeadScratch scratch)
    {
        // What lies behind the place of the sample, oldest last.
        var behind = new Stack<HeadChunk>();
        var chunk = newest;
        for (; chunk is not null && chunk.MinTimeMs > timeMs; chunk = chunk.Previous)
        {
            behind.Push(chunk);
        }

        var columns = scratch.Columns;
        columns.Clear();
        var rest = chunk;
        if (chunk is not null && scratch.RangeEnd(chunk.MinTimeMs) > timeMs)
        {
            columns.Decode(chunk.Encoding, chunk.Bytes, long.MinValue, long.MaxValue);
            rest = chunk.Previous;
        }
        else if (behind.TryPeek(out var next) && scratch.RangeEnd(timeMs) > next.MinTimeMs)
        {
            columns.Decode(next.Encoding, next.Bytes, long.MinValue, long.MaxValue);
            behind.Pop();
        }

        var fate = Insert(columns, timeMs, value, histogram, scratch.Edit);
        if (fate < SampleFate.Stored)
        {
            return fate;
        }

        var result = Append(rest, scratch.Edit, scratch);
        while (behind.TryPop(out var later))
        {
            result = later.Behind(result);
        }

        newest = result;
        return SampleFate.Stored;
    }

    /// <summary>Copies the columns with one sample more; says why when it is not added.</summary>
    internal static SampleFate Insert(
        SampleColumns columns, long timeMs, double value, NativeHistogram? histogram, SampleColumns result)
    {
        var place = columns.TimestampsMs.BinarySearch(timeMs);
        if (place >= 0)
        {
            return IsSame(columns, place, value, histogram) ? SampleFate.Known : SampleFate.Conflicting;
        }

        result.Clear();
        result.AddRange(columns, 0, ~place);
        if (histogram is null)
        {
            result.Add(timeMs, value);
        }
        else
        {
            result.Add(timeMs, histogram);
        }

        result.AddRange(columns, ~place, columns.Count);
        return SampleFate.Stored;
    }

    /// <summary>Removes the samples of a range, both ends included; true when there were any.</summary>
    internal static bool Delete(ref HeadChunk? newest, long fromMs, long throughMs, HeadScratch scratch)
    {
        if (!Overlaps(newest, fromMs, throughMs))
        {
            return false;
        }

        scratch.Columns.Clear();
        Read(newest, long.MinValue, long.MaxValue, scratch.Columns);
        var (first, end) = scratch.Columns.Locate(fromMs, throughMs);
        if (first == end)
        {
            return false;
        }

        scratch.Edit.Clear();
        scratch.Edit.AddRange(scratch.Columns, 0, first);
        scratch.Edit.AddRange(scratch.Columns, end, scratch.Columns.Count);
        newest = Append(null, scratch.Edit, scratch);
        return true;
    }

    /// <summary>The chain without the chunks that end before <paramref name="beforeMs"/>.</summary>
    internal static HeadChunk? Truncate(HeadChunk? newest, long beforeMs)
    {
        var kept = new Stack<HeadChunk>();
        var chunk = newest;
        for (; chunk is not null && chunk.MaxTimeMs >= beforeMs; chunk = chunk.Previous)
        {
            kept.Push(chunk);
        }

        if (chunk is null)
        {
            return newest;
        }

        HeadChunk? result = null;
        while (kept.TryPop(out var next))
        {
            result = next.Behind(result);
        }

        return result;
    }

    private static HeadChunk? Append(HeadChunk? newest, SampleColumns samples, HeadScratch scratch)
    {
        for (var next = 0; next < samples.Count;)
        {
            var rangeEndMs = scratch.RangeEnd(samples.TimestampsMs[next]);
            var end = rangeEndMs == long.MaxValue ? samples.Count : samples.Locate(rangeEndMs, long.MaxValue).First;
            while (next < end)
            {
                // An insertion makes a chunk one longer than it was: it is split when it is twice as long, in halves.
                var limit = end - next > scratch.SamplesPerChunkMax * 2 ? next + scratch.SamplesPerChunkMax : end;
                newest = scratch.Close(newest, samples, ref next, limit);
            }
        }

        return newest;
    }

    internal static bool IsSame(SampleColumns columns, int place, double value, NativeHistogram? histogram)
    {
        var there = columns.HasHistograms ? columns.Histograms[place] : null;
        return histogram is null || there is null
            ? histogram is null && there is null
                && BitConverter.DoubleToInt64Bits(columns.Values[place]) == BitConverter.DoubleToInt64Bits(value)
            : HistogramIdentity.IsSame(there, histogram);
    }
}
