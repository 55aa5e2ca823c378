using Belfry.Encoding.Chunks;
using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Head;

/// <summary>
/// One series of the head: closed chunks, and the open one. Chunks never cross a multiple of the block range, so that a
/// block takes whole chunks. Written only by the thread that leads commits (or runs exclusively in the journal); read
/// by any thread at any time through a sequence lock: <see cref="version"/> is odd while a write goes on.
/// </summary>
internal sealed class HeadSeries
{
    private const int OpenSizeBytesMin = 64;

    private readonly LabelPair[] pairs;
    private HeadChunk? newestClosed;
    private byte[] openBytes = [];
    private XorChunkAppender open;
    private long openMinTimeMs;
    private long lastTimeMs = long.MinValue;
    private int version;

    internal HeadSeries(uint id, ulong hash, LabelPair[] pairs)
    {
        Id = id;
        Hash = hash;
        this.pairs = pairs;
    }

    internal uint Id { get; }

    internal ulong Hash { get; }

    /// <summary>The labels, in order of names.</summary>
    internal ReadOnlySpan<LabelPair> Pairs => pairs;

    /// <summary>The same as <see cref="Pairs"/> for cold paths.</summary>
    internal IReadOnlyList<LabelPair> PairList => pairs;

    /// <summary>Whether the journal says which labels the id has. Touched by the leader only.</summary>
    internal bool IsJournaled { get; set; }

    /// <summary>Whether it left the head; a batch that still has samples for it brings it back.</summary>
    internal bool IsRemoved { get; set; }

    /// <summary>
    /// Where in its batch some appender put the last sample of this series. A hint: any appender overwrites it, so an
    /// appender checks that the place in its own batch really is of this series.
    /// </summary>
    internal int PendingSlot { get; set; } = -1;

    /// <summary>The newest time ever committed; the least time there is when there was none.</summary>
    internal long LastTimeMs => Volatile.Read(ref lastTimeMs);

    /// <summary>Whether a sample was ever committed.</summary>
    internal bool HasHistory { get; private set; }

    /// <summary>Whether it holds any sample now.</summary>
    internal bool IsEmpty => newestClosed is null && open.Count == 0;

    /// <summary>The time of the oldest sample it holds; the greatest time there is when it is empty. Leader
    /// only.</summary>
    internal long OldestTimeMs
    {
        get
        {
            var oldest = open.Count > 0 ? openMinTimeMs : long.MaxValue;
            for (var chunk = newestClosed; chunk is not null; chunk = chunk.Previous)
            {
                oldest = chunk.MinTimeMs;
            }

            return oldest;
        }
    }

    /// <summary>The number of chunks, the open one included.</summary>
    internal int ChunkCount
    {
        get
        {
            var count = open.Count > 0 ? 1 : 0;
            for (var chunk = Volatile.Read(ref newestClosed); chunk is not null; chunk = chunk.Previous)
            {
                count++;
            }

            return count;
        }
    }

    /// <summary>Whether its labels are exactly these canonical bytes.</summary>
    internal bool HasLabels(ReadOnlySpan<byte> canonicalLabels)
    {
        foreach (var pair in pairs)
        {
            if (!canonicalLabels.StartsWith(pair.Canonical))
            {
                return false;
            }

            canonicalLabels = canonicalLabels[pair.Canonical.Length..];
        }

        return canonicalLabels.IsEmpty;
    }

    /// <summary>The canonical bytes of its labels, written into <paramref name="destination"/>; returns their
    /// length.</summary>
    internal int WriteLabels(ref byte[] destination)
    {
        var length = 0;
        foreach (var pair in pairs)
        {
            if (destination.Length - length < pair.Canonical.Length)
            {
                Array.Resize(ref destination, Math.Max(destination.Length * 2, length + pair.Canonical.Length));
            }

            pair.Canonical.CopyTo(destination.AsSpan(length));
            length += pair.Canonical.Length;
        }

        return length;
    }

    /// <summary>Orders as <see cref="Labels.CompareTo"/> does, mostly by looking at references.</summary>
    internal int CompareLabels(HeadSeries other)
    {
        var shared = Math.Min(pairs.Length, other.pairs.Length);
        for (var index = 0; index < shared; index++)
        {
            var order = pairs[index].CompareTo(other.pairs[index]);
            if (order != 0)
            {
                return order;
            }
        }

        return pairs.Length.CompareTo(other.pairs.Length);
    }

    /// <summary>How a new sample stands to the newest committed one.</summary>
    internal AppendOutcome Judge(long timeMs, double value)
    {
        var last = LastTimeMs;
        if (timeMs > last || !HasHistory)
        {
            return AppendOutcome.Appended;
        }

        if (timeMs < last)
        {
            return AppendOutcome.OutOfOrder;
        }

        // The value is of the same sample if the time is still the same after it was read.
        var bits = open.ValueBits;
        var isSame = open.TimestampMs == timeMs && LastTimeMs == timeMs;
        return !isSame ? AppendOutcome.OutOfOrder
            : bits == BitConverter.DoubleToInt64Bits(value) ? AppendOutcome.Appended
            : AppendOutcome.DuplicateTimestamp;
    }

    /// <summary>Stores a committed sample. Leader only.</summary>
    internal SampleFate Add(long timeMs, double value, HeadScratch scratch)
    {
        if (timeMs <= lastTimeMs && HasHistory)
        {
            return AddLate(timeMs, value, scratch);
        }

        Volatile.Write(ref version, version + 1);
        Volatile.WriteBarrier();
        var isNewChunk = Append(timeMs, value, scratch);
        Volatile.Write(ref lastTimeMs, timeMs);
        HasHistory = true;
        Volatile.Write(ref version, version + 1);
        return isNewChunk ? SampleFate.StoredInNewChunk : SampleFate.Stored;
    }

    /// <summary>
    /// Everything it holds at one moment: the closed chunks, and a copy of the open one's bytes in
    /// <paramref name="openCopy"/>; returns the length of the copy, 0 when there is no open chunk.
    /// </summary>
    internal int Capture(ref byte[] openCopy, out HeadChunk? closed)
    {
        var spin = default(SpinWait);
        while (true)
        {
            var before = Volatile.Read(ref version);
            if ((before & 1) == 0)
            {
                closed = newestClosed;
                var bytes = openBytes;
                var length = Math.Min(open.Count == 0 ? 0 : open.LengthBytes, bytes.Length);
                if (openCopy.Length < length)
                {
                    openCopy = new byte[Math.Max(length, 512)];
                }

                bytes.AsSpan(0, length).CopyTo(openCopy);
                Volatile.ReadBarrier();
                if (version == before)
                {
                    return length;
                }
            }

            spin.SpinOnce();
        }
    }

    /// <summary>Whether it may have samples from <paramref name="fromMs"/> through <paramref
    /// name="throughMs"/>.</summary>
    internal bool MayOverlap(long fromMs, long throughMs)
    {
        var spin = default(SpinWait);
        while (true)
        {
            var before = Volatile.Read(ref version);
            if ((before & 1) == 0)
            {
                var oldest = open.Count > 0 ? openMinTimeMs : long.MaxValue;
                var newest = open.Count > 0 ? open.TimestampMs : newestClosed?.MaxTimeMs ?? long.MinValue;
                for (var chunk = newestClosed; chunk is not null; chunk = chunk.Previous)
                {
                    oldest = chunk.MinTimeMs;
                }

                Volatile.ReadBarrier();
                if (version == before)
                {
                    return oldest <= throughMs && newest >= fromMs && !IsEmpty;
                }
            }

            spin.SpinOnce();
        }
    }

    /// <summary>Takes a full chunk of a checkpoint, later than everything it has. Leader only, during replay.</summary>
    internal bool TryAdopt(ReadOnlySpan<byte> chunk, HeadScratch scratch)
    {
        if (!scratch.TryDecode(chunk))
        {
            return false;
        }

        var times = scratch.Columns.TimestampsMs;
        if (times.Length < scratch.SamplesPerChunkMax || (HasHistory && times[0] <= lastTimeMs)
            || scratch.RangeEnd(times[0]) <= times[^1])
        {
            // A chunk with room is better added sample by sample, so that it is the open one again.
            return false;
        }

        Close(scratch);
        newestClosed = new HeadChunk(newestClosed, scratch.Arena.Store(chunk), times.Length, times[0], times[^1]);
        open.Restart(times[^1], scratch.Columns.Values[^1]);
        lastTimeMs = times[^1];
        HasHistory = true;
        return true;
    }

    /// <summary>Drops every chunk that ends before <paramref name="beforeMs"/>. Leader only.</summary>
    internal void Truncate(long beforeMs)
    {
        var kept = new Stack<HeadChunk>();
        var chunk = newestClosed;
        for (; chunk is not null && chunk.MaxTimeMs >= beforeMs; chunk = chunk.Previous)
        {
            kept.Push(chunk);
        }

        var dropsOpen = open.Count > 0 && open.TimestampMs < beforeMs;
        if (chunk is null && !dropsOpen)
        {
            return;
        }

        HeadChunk? newest = null;
        while (kept.TryPop(out var next))
        {
            newest = new HeadChunk(newest, next.Segment, next.Count, next.MinTimeMs, next.MaxTimeMs);
        }

        Volatile.Write(ref version, version + 1);
        Volatile.WriteBarrier();
        newestClosed = newest;
        if (dropsOpen)
        {
            open.Restart();
            openBytes = [];
        }

        Volatile.Write(ref version, version + 1);
    }

    /// <summary>Removes its samples in a range, both ends included; returns whether there were any. Leader
    /// only.</summary>
    internal bool Delete(long fromMs, long throughMs, HeadScratch scratch)
    {
        DecodeAll(scratch);
        var (first, end) = scratch.Columns.Locate(fromMs, throughMs);
        if (first == end)
        {
            return false;
        }

        var kept = scratch.Edit;
        kept.Clear();
        for (var index = 0; index < scratch.Columns.Count; index++)
        {
            if (index < first || index >= end)
            {
                kept.Add(scratch.Columns.TimestampsMs[index], scratch.Columns.Values[index]);
            }
        }

        Rebuild(kept, scratch);
        return true;
    }

    // Returns whether a chunk was begun.
    private bool Append(long timeMs, double value, HeadScratch scratch)
    {
        var isNew = false;
        if (open.Count >= scratch.SamplesPerChunkMax
            || (open.Count > 0 && timeMs >= scratch.RangeEnd(openMinTimeMs)))
        {
            Close(scratch);
        }

        if (open.Count == 0)
        {
            openMinTimeMs = timeMs;
            isNew = true;
        }

        var needed = open.LengthBytes + XorChunkAppender.SpareBytes;
        if (openBytes.Length < needed)
        {
            Array.Resize(ref openBytes, Math.Max(OpenSizeBytesMin, Math.Max(needed, openBytes.Length * 3 / 2)));
        }

        open.Append(openBytes, timeMs, value);
        return isNew;
    }

    private void Close(HeadScratch scratch)
    {
        if (open.Count == 0)
        {
            return;
        }

        var stored = scratch.Arena.Store(openBytes.AsSpan(0, open.LengthBytes));
        newestClosed = new HeadChunk(newestClosed, stored, open.Count, openMinTimeMs, open.TimestampMs);
        open.Restart();
    }

    // Two batches with samples of one series were committed against their order. Rare, so it may cost.
    private SampleFate AddLate(long timeMs, double value, HeadScratch scratch)
    {
        if (timeMs == open.TimestampMs && BitConverter.DoubleToInt64Bits(value) == open.ValueBits && !IsEmpty)
        {
            return SampleFate.Known;
        }

        DecodeAll(scratch);
        var columns = scratch.Columns;
        var place = columns.TimestampsMs.BinarySearch(timeMs);
        if (place >= 0)
        {
            var isSame = BitConverter.DoubleToInt64Bits(columns.Values[place])
                == BitConverter.DoubleToInt64Bits(value);
            return isSame ? SampleFate.Known : SampleFate.Conflicting;
        }

        var merged = scratch.Edit;
        merged.Clear();
        for (var index = 0; index <= columns.Count; index++)
        {
            if (index == ~place)
            {
                merged.Add(timeMs, value);
            }

            if (index < columns.Count)
            {
                merged.Add(columns.TimestampsMs[index], columns.Values[index]);
            }
        }

        Rebuild(merged, scratch);
        return SampleFate.Stored;
    }

    private void DecodeAll(HeadScratch scratch)
    {
        scratch.Columns.Clear();
        var chunks = new Stack<HeadChunk>();
        for (var chunk = newestClosed; chunk is not null; chunk = chunk.Previous)
        {
            chunks.Push(chunk);
        }

        while (chunks.TryPop(out var chunk))
        {
            scratch.DecodeOwn(chunk.Bytes);
        }

        if (open.Count > 0)
        {
            scratch.DecodeOwn(openBytes.AsSpan(0, open.LengthBytes));
        }
    }

    private void Rebuild(SampleColumns samples, HeadScratch scratch)
    {
        Volatile.Write(ref version, version + 1);
        Volatile.WriteBarrier();
        newestClosed = null;
        open = default;
        for (var index = 0; index < samples.Count; index++)
        {
            Append(samples.TimestampsMs[index], samples.Values[index], scratch);
        }

        Volatile.Write(ref version, version + 1);
    }
}
