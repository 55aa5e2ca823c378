using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Chunks;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Head;

/// <summary>
/// One series of the head: closed chunks, and the open one, of floats or of native histograms. Chunks never cross a
/// multiple of the block range, so that a block takes whole chunks. Written only by the thread that leads commits (or
/// runs exclusively in the journal); read by any thread at any time through a sequence lock: <see cref="version"/> is
/// odd while a write goes on.
/// </summary>
internal sealed class HeadSeries
{
    // A chunk of a checkpoint that has as many is left as it is, and the next sample begins another one: decoding it
    // and encoding it again takes longer than the better size is worth.
    private const int ReopenedSamplesMax = 16;

    private readonly LabelPair[] pairs;
    private HeadChunk? newestClosed;
    private RareParts? rare;

    // The open chunk of floats. At most one of this and the open histograms is not empty.
    private OpenFloats open;
    private long lastTimeMs = long.MinValue;
    private int version;

    // Whether the newest closed chunk came from a checkpoint and is gone on with if the next sample fits.
    private bool mayReopen;

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

    /// <summary>Whether it has samples of times whose block was cut already.</summary>
    internal bool HasLateSamples => Late is { IsEmpty: false };

    /// <summary>Whether some of them are not on their way to a block.</summary>
    internal bool HasCurrentLateSamples => Late is { Current: not null };

    /// <summary>Whether it holds any sample now.</summary>
    internal bool IsEmpty => newestClosed is null && OpenCount == 0 && !HasLateSamples;

    /// <summary>The time of the oldest sample it holds, late ones apart; the greatest time there is when there is none.
    /// Leader only.</summary>
    internal long OldestTimeMs => newestClosed is null && OpenCount > 0
        ? OpenMinTimeMs
        : ChunkChain.OldestTimeMs(newestClosed);

    /// <summary>The time of its oldest late sample that is not in a block; the greatest time there is when there is
    /// none. Leader only.</summary>
    internal long OldestLateTimeMs => ChunkChain.OldestTimeMs(Late?.Current);

    /// <summary>The number of chunks, the open one included.</summary>
    internal int ChunkCount => ChunkChain.Count(newestClosed) + (OpenCount > 0 ? 1 : 0)
        + ChunkChain.Count(Late?.Current) + ChunkChain.Count(Late?.Leaving);

    private LateSamples? Late => rare?.Late;

    private OpenHistograms? OpenHistograms => rare?.Histograms;

    private long OpenMinTimeMs
    {
        get
        {
            Span<byte> start = stackalloc byte[ChunkHead.LengthBytesMax];
            return ChunkHead.FirstTime(start[..CopyOpen(start)]);
        }
    }

    private int OpenCount => open.Count > 0 ? open.Count : OpenHistograms?.Count ?? 0;

    private ChunkEncoding OpenEncoding => open.Count > 0 ? ChunkEncoding.Xor : ChunkEncoding.HistogramList;

    private int OpenLengthBytes =>
        open.Count > 0 ? open.LengthBytes : OpenHistograms is { Count: > 0 } some ? some.LengthBytes : 0;

    private long OpenMaxTimeMs => open.Count > 0 ? open.TimestampMs : OpenHistograms?.LastTimeMs ?? 0;

    /// <summary>How a new sample stands to the newest committed one. A histogram of null means the float.</summary>
    internal AppendOutcome Judge(long timeMs, double value, NativeHistogram? histogram)
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

        return JudgeRepeated(timeMs, value, histogram);
    }

    /// <summary>Stores a committed sample whose block was not cut yet. A histogram of null means the float. Leader
    /// only.</summary>
    internal SampleFate Add(long timeMs, double value, NativeHistogram? histogram, HeadScratch scratch)
    {
        if (timeMs <= lastTimeMs && HasHistory)
        {
            return AddBehind(timeMs, value, histogram, scratch);
        }

        BeginWrite();
        var isNewChunk = histogram is null
            ? Append(timeMs, value, scratch)
            : Append(timeMs, histogram, scratch);
        Volatile.Write(ref lastTimeMs, timeMs);
        HasHistory = true;
        EndWrite();
        return isNewChunk ? SampleFate.StoredInNewChunk : SampleFate.Stored;
    }

    /// <summary>Stores a committed sample whose block was cut already. Leader only.</summary>
    internal SampleFate AddLate(long timeMs, double value, NativeHistogram? histogram, HeadScratch scratch)
    {
        rare ??= new RareParts();
        var late = rare.Late ??= new LateSamples();
        var chain = late.Current;
        var fate = ChunkChain.Insert(ref chain, timeMs, value, histogram, scratch);
        if (fate >= SampleFate.Stored)
        {
            BeginWrite();
            late.Current = chain;
            Volatile.Write(ref lastTimeMs, Math.Max(lastTimeMs, timeMs));
            HasHistory = true;

            EndWrite();
            return SampleFate.StoredBehind;
        }

        return fate;
    }

    /// <summary>
    /// Everything it holds at one moment, with a copy of the open chunk's bytes in <paramref name="openCopy"/>.
    /// </summary>
    internal SeriesContent Capture(ref byte[] openCopy)
    {
        var spin = default(SpinWait);
        while (true)
        {
            var before = Volatile.Read(ref version);
            if ((before & 1) == 0)
            {
                var content = new SeriesContent(
                    newestClosed,
                    Late?.Current,
                    Late?.Leaving,
                    OpenEncoding,
                    OpenCount,
                    CopyOpen(ref openCopy),
                    OpenCount > 0 ? ChunkHead.FirstTime(openCopy) : 0,
                    OpenCount > 0 ? OpenMaxTimeMs : 0);
                Volatile.ReadBarrier();
                if (version == before)
                {
                    return content;
                }
            }

            spin.SpinOnce();
        }
    }

    /// <summary>
    /// The newest sample, if it is a float, lies in the range, and is the last there; false when that would take a look
    /// into chunks.
    /// </summary>
    internal bool TryReadLast(long fromMs, long throughMs, out long timeMs, out double value)
    {
        var spin = default(SpinWait);
        while (true)
        {
            var before = Volatile.Read(ref version);
            if ((before & 1) == 0)
            {
                timeMs = open.TimestampMs;
                value = BitConverter.Int64BitsToDouble(open.ValueBits);
                var isLast = open.Count > 0 && Late is not { Current: not null } and not { Leaving: not null }
                    && timeMs >= fromMs && timeMs <= throughMs;
                Volatile.ReadBarrier();
                if (version == before)
                {
                    return isLast;
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
                var overlaps = (OpenCount > 0 && OpenMinTimeMs <= throughMs && OpenMaxTimeMs >= fromMs)
                    || ChunkChain.Overlaps(newestClosed, fromMs, throughMs)
                    || (Late is { } some && (ChunkChain.Overlaps(some.Current, fromMs, throughMs)
                        || ChunkChain.Overlaps(some.Leaving, fromMs, throughMs)));
                Volatile.ReadBarrier();
                if (version == before)
                {
                    return overlaps;
                }
            }

            spin.SpinOnce();
        }
    }

    /// <summary>
    /// Takes a chunk of a checkpoint as it is, later than everything it has. False when its samples must be added one
    /// by one. Leader only, during replay.
    /// </summary>
    internal bool TryAdopt(in ChunkView chunk, HeadScratch scratch)
    {
        if ((HasHistory && chunk.MinTimeMs <= lastTimeMs) || scratch.RangeEnd(chunk.MinTimeMs) <= chunk.MaxTimeMs)
        {
            return false;
        }

        CloseOpen(scratch);
        newestClosed = scratch.Close(newestClosed, chunk);
        lastTimeMs = chunk.MaxTimeMs;
        HasHistory = true;
        mayReopen = true;
        return true;
    }

    /// <summary>
    /// Has the memory fetched that the next sample is written to; the result means nothing. Leader only.
    /// </summary>
    internal int TouchOpen() => open.Count > 0 ? open.LastByte : newestClosed?.Count ?? 0;

    /// <summary>Drops every chunk that ends before <paramref name="beforeMs"/>, late ones apart. Leader only.</summary>
    internal void Truncate(long beforeMs, HeadScratch scratch)
    {
        var kept = ChunkChain.Truncate(newestClosed, beforeMs);
        var dropsOpen = OpenCount > 0 && OpenMaxTimeMs < beforeMs;
        if (ReferenceEquals(kept, newestClosed) && !dropsOpen)
        {
            return;
        }

        BeginWrite();
        newestClosed = kept;
        if (dropsOpen)
        {
            RestartOpen();
            OpenHistograms?.ReturnSlot(scratch.Slots);
        }

        EndWrite();
    }

    /// <summary>Sends the late samples on their way to a block; false when some are on it already. Leader
    /// only.</summary>
    internal bool TrySendLate()
    {
        if (Late is not { Current: not null, Leaving: null } late)
        {
            return false;
        }

        BeginWrite();
        (late.Leaving, late.Current) = (late.Current, null);
        EndWrite();
        return true;
    }

    /// <summary>Lets go of the late samples that are in a block. Leader only.</summary>
    internal void DropSent()
    {
        BeginWrite();
        Late!.Leaving = null;
        EndWrite();
    }

    /// <summary>Removes its samples in a range, both ends included. Leader only.</summary>
    internal void Delete(long fromMs, long throughMs, HeadScratch scratch)
    {
        if (MayOverlap(fromMs, throughMs))
        {
            DeleteStored(fromMs, throughMs, scratch);
        }

        if (fromMs <= lastTimeMs && lastTimeMs <= throughMs && OpenCount == 0)
        {
            // The same sample again would otherwise count as known, and be accepted without being stored.
            BeginWrite();
            open.Forget();
            if (OpenHistograms is { } histograms)
            {
                histograms.ReturnSlot(scratch.Slots);
                rare!.Histograms = null;
            }

            EndWrite();
        }
    }

    private void DeleteStored(long fromMs, long throughMs, HeadScratch scratch)
    {
        if (Late is { } some)
        {
            var (current, leaving) = (some.Current, some.Leaving);
            ChunkChain.Delete(ref current, fromMs, throughMs, scratch);
            ChunkChain.Delete(ref leaving, fromMs, throughMs, scratch);
            BeginWrite();
            (some.Current, some.Leaving) = (current, leaving);
            EndWrite();
        }

        BeginWrite();
        CloseOpen(scratch);
        var closed = newestClosed;
        if (ChunkChain.Delete(ref closed, fromMs, throughMs, scratch))
        {
            newestClosed = closed;
        }

        EndWrite();
    }

    // A sample at the time of the newest one. What is known of that one is of it if its time is still the newest.
    private AppendOutcome JudgeRepeated(long timeMs, double value, NativeHistogram? histogram)
    {
        if (OpenHistograms is { Last: { } last } some && some.LastTimeMs == timeMs && LastTimeMs == timeMs)
        {
            return Repeated(histogram is not null && HistogramIdentity.IsSame(last, histogram));
        }

        var bits = open.ValueBits;
        if (open.TimestampMs == timeMs && LastTimeMs == timeMs)
        {
            return Repeated(histogram is null && bits == BitConverter.DoubleToInt64Bits(value));
        }

        return JudgeAgainstClosed(timeMs, value, histogram);
    }

    // After a restart only the newest chunk knows its last sample.
    private AppendOutcome JudgeAgainstClosed(long timeMs, double value, NativeHistogram? histogram)
    {
        if (Volatile.Read(ref newestClosed) is not { } chunk || chunk.MaxTimeMs != timeMs)
        {
            return AppendOutcome.OutOfOrder;
        }

        using var columns = new SampleColumns();
        columns.Decode(chunk.Encoding, chunk.Bytes, timeMs, timeMs);
        return Repeated(columns.Count > 0 && ChunkChain.IsSame(columns, columns.Count - 1, value, histogram));
    }

    private static AppendOutcome Repeated(bool isSame) =>
        isSame ? AppendOutcome.Appended : AppendOutcome.DuplicateTimestamp;

    private void BeginWrite()
    {
        Volatile.Write(ref version, version + 1);
        Volatile.WriteBarrier();
    }

    private void EndWrite() => Volatile.Write(ref version, version + 1);

    private int CopyOpen(ref byte[] copy)
    {
        var length = OpenLengthBytes;
        if (copy.Length < length)
        {
            copy = new byte[Math.Max(length, 512)];
        }

        return CopyOpen(copy.AsSpan(0, length));
    }

    // The first bytes of the open chunk, as many as there are and fit.
    private int CopyOpen(Span<byte> copy) => open.Count > 0 ? open.CopyTo(copy)
        : OpenHistograms is { Count: > 0 } some ? some.CopyTo(copy)
        : 0;

    // The open chunk in a buffer of the scratch.
    private ReadOnlySpan<byte> GatherOpen(HeadScratch scratch)
    {
        var bytes = scratch.Gather(OpenLengthBytes);
        return bytes[..CopyOpen(bytes)];
    }

    // Returns whether a chunk was begun.
    private bool Append(long timeMs, double value, HeadScratch scratch)
    {
        if (mayReopen)
        {
            Reopen(timeMs, ChunkEncoding.Xor, scratch);
        }

        if (OpenHistograms is { Count: > 0 } || open.Count >= scratch.SamplesPerChunkMax
            || (open.Count > 0 && !scratch.IsSameRange(open.TimestampMs, timeMs)))
        {
            CloseOpen(scratch);
        }

        var isNew = open.Count == 0;
        open.Append(timeMs, value, scratch);
        return isNew;
    }

    private bool Append(long timeMs, NativeHistogram histogram, HeadScratch scratch)
    {
        rare ??= new RareParts();
        var histograms = rare.Histograms ??= new OpenHistograms();
        if (mayReopen)
        {
            Reopen(timeMs, ChunkEncoding.HistogramList, scratch);
        }

        if (open.Count > 0 || histograms.Count >= scratch.SamplesPerChunkMax
            || (histograms.Count > 0 && !scratch.IsSameRange(histograms.LastTimeMs, timeMs)))
        {
            CloseOpen(scratch);
        }

        var isNew = histograms.Count == 0;
        histograms.Append(timeMs, histogram, scratch.Slots);
        return isNew;
    }

    // Not at the start already: series that get no sample any more need not be opened, and the others one by one.
    private void Reopen(long timeMs, ChunkEncoding encoding, HeadScratch scratch)
    {
        mayReopen = false;
        if (newestClosed is not { } chunk || chunk.Encoding != encoding || chunk.Count >= ReopenedSamplesMax
            || chunk.Count >= scratch.SamplesPerChunkMax || timeMs >= scratch.RangeEnd(chunk.MinTimeMs))
        {
            return;
        }

        var columns = scratch.Columns;
        columns.Clear();
        columns.Decode(encoding, chunk.Bytes, long.MinValue, long.MaxValue);
        newestClosed = chunk.Previous;
        AppendAll(columns, scratch);
    }

    private void AppendAll(SampleColumns samples, HeadScratch scratch)
    {
        for (var index = 0; index < samples.Count; index++)
        {
            if (samples.HasHistograms && samples.Histograms[index] is { } histogram)
            {
                Append(samples.TimestampsMs[index], histogram, scratch);
            }
            else
            {
                Append(samples.TimestampsMs[index], samples.Values[index], scratch);
            }
        }
    }

    private void CloseOpen(HeadScratch scratch)
    {
        if (OpenCount == 0)
        {
            return;
        }

        var bytes = GatherOpen(scratch);
        newestClosed = scratch.Close(
            newestClosed, new ChunkView(OpenEncoding, bytes, OpenCount, ChunkHead.FirstTime(bytes), OpenMaxTimeMs));
        RestartOpen();
    }

    private void RestartOpen()
    {
        open.Restart();
        OpenHistograms?.Restart();
    }

    // A sample that is not later than the newest: out of order, or of two batches that were committed against theirs.
    private SampleFate AddBehind(long timeMs, double value, NativeHistogram? histogram, HeadScratch scratch)
    {
        var belongsToOpen = OpenCount > 0 && (timeMs >= OpenMinTimeMs
            || ((newestClosed is null || timeMs > newestClosed.MaxTimeMs)
                && scratch.IsSameRange(OpenMaxTimeMs, timeMs)));
        if (belongsToOpen)
        {
            return AddToOpen(timeMs, value, histogram, scratch);
        }

        var chain = newestClosed;
        var fate = ChunkChain.Insert(ref chain, timeMs, value, histogram, scratch);
        if (fate >= SampleFate.Stored)
        {
            BeginWrite();
            newestClosed = chain;
            EndWrite();
            return SampleFate.StoredBehind;
        }

        return fate;
    }

    private SampleFate AddToOpen(long timeMs, double value, NativeHistogram? histogram, HeadScratch scratch)
    {
        var columns = scratch.Columns;
        columns.Clear();
        columns.Decode(OpenEncoding, GatherOpen(scratch), long.MinValue, long.MaxValue);
        var fate = ChunkChain.Insert(columns, timeMs, value, histogram, scratch.Edit);
        if (fate < SampleFate.Stored)
        {
            return fate;
        }

        BeginWrite();
        RestartOpen();
        AppendAll(scratch.Edit, scratch);
        EndWrite();
        return SampleFate.StoredBehind;
    }
}
