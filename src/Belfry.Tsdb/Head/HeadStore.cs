using Belfry.Model;
using Belfry.Tsdb.Changes;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Head;

/// <summary>
/// The newest hours of every series, in memory. Three kinds of threads meet here: makers of series hold
/// <see cref="createLock"/>; one at a time the journal's leader (or who runs exclusively in the journal) writes
/// samples; readers take no lock but the index's.
/// </summary>
internal sealed class HeadStore
{
    private const int SeriesPerStep = 8192;

    private readonly StoreOptions options;

    // Guards making, removing and reviving series. Taken by the leader when it revives one, so never commit under it.
    private readonly Lock createLock = new();
    private readonly SeriesTable table;
    private uint lastId;
    private long seriesCount;
    private long seriesVersion;

    private long minValidTimeMs = long.MinValue;

    // Written by the leader.
    private readonly List<HeadSeries> lateSeries = [];
    private long minTimeMs = long.MaxValue;
    private long maxTimeMs = long.MinValue;
    private long lateMinTimeMs = long.MaxValue;
    private long lateCount;

    internal HeadStore(StoreOptions options)
    {
        this.options = options;
        table = new SeriesTable(Pages);
        Exemplars = new ExemplarRing(options.ExemplarsMax);
        Leader = NewLane();
        Selections = new HeadSelectionCache(this);
        OutOfOrderWindowMs = (long)options.OutOfOrderWindow.TotalMilliseconds;
    }

    internal SeriesPages Pages { get; } = new();

    /// <summary>When samples of the store changed, those in blocks included.</summary>
    internal ChangeRecord Changes { get; } = new();

    internal LabelIndex Index { get; } = new();

    internal HeadCounters Counters { get; } = new();

    /// <summary>The batches under way.</summary>
    internal Generations Batches { get; } = new();

    /// <summary>The readers that are open: what they selected must not leave the head before they do.</summary>
    internal Generations Readers { get; } = new();

    /// <summary>The thread that leads commits.</summary>
    internal HeadLane Leader { get; }

    /// <summary>Writes which labels new series have. Leader only.</summary>
    internal SeriesRecordWriter Announcer { get; } = new();

    internal ExemplarRing Exemplars { get; }

    /// <summary>How far behind the newest sample a sample may be that is behind one of its series; 0 for not at
    /// all.</summary>
    internal long OutOfOrderWindowMs { get; }

    /// <summary>Late samples that are not on their way to a block.</summary>
    internal long LateCount => Volatile.Read(ref lateCount);

    /// <summary>The oldest sample's time, late ones included; the greatest time there is when there is none.</summary>
    internal long OldestTimeMs => Math.Min(MinTimeMs, Volatile.Read(ref lateMinTimeMs));

    internal long SeriesCount => Volatile.Read(ref seriesCount);

    /// <summary>Changes whenever a series came or went, once that can be found.</summary>
    internal long SeriesVersion => Volatile.Read(ref seriesVersion);

    /// <summary>Which series satisfy matchers that were asked before.</summary>
    internal HeadSelectionCache Selections { get; }

    /// <summary>The oldest sample's time, late ones apart, or the greatest time there is when there is
    /// none.</summary>
    internal long MinTimeMs => Volatile.Read(ref minTimeMs);

    /// <summary>The newest sample's time ever, or the least time there is.</summary>
    internal long MaxTimeMs => Volatile.Read(ref maxTimeMs);

    /// <summary>The least time that is taken: what is before lies in blocks.</summary>
    internal long MinValidTimeMs => Volatile.Read(ref minValidTimeMs);

    /// <summary>The series with these labels, made when there is none; null when that is forbidden.</summary>
    internal HeadSeries? Resolve(ReadOnlySpan<byte> canonicalLabels, ulong hash) =>
        table.Find(canonicalLabels, hash) ?? Create(canonicalLabels, hash);

    /// <summary>Brings a series back that was removed while a batch held samples for it. Leader only.</summary>
    internal HeadSeries Revive(HeadSeries series)
    {
        var canonical = new byte[256];
        var length = series.WriteLabels(ref canonical);
        lock (createLock)
        {
            if (table.Find(canonical.AsSpan(0, length), series.Hash) is { } successor)
            {
                return successor;
            }

            var revived = new HeadSeries(series.Id, series.Hash, Index.Add(series.Id, canonical.AsSpan(0, length)));
            Publish(revived);
            return revived;
        }
    }

    /// <summary>Puts a series of the journal back under its id. Replay only.</summary>
    internal HeadSeries Restore(uint id, ReadOnlySpan<byte> canonicalLabels)
    {
        lock (createLock)
        {
            lastId = Math.Max(lastId, id);
            var hash = XxHash64.Hash(canonicalLabels);
            if (table.Find(canonicalLabels, hash) is { } known)
            {
                return known;
            }

            var series = new HeadSeries(id, hash, Index.Add(id, canonicalLabels)) { IsJournaled = true };
            Publish(series);
            return series;
        }
    }

    /// <summary>
    /// Puts the series of a journal record back under their ids; tells of those that live on under another one. Replay
    /// only.
    /// </summary>
    internal void Restore(SeriesRecord record, ReadOnlySpan<byte> payload, Action<uint, HeadSeries> alias)
    {
        lock (createLock)
        {
            Index.Share(record, payload);
            for (var index = 0; index < record.Count; index++)
            {
                var id = record.IdOf(index);
                lastId = Math.Max(lastId, id);
                var labels = record.LabelsOf(index);
                var hash = XxHash64.Hash(labels);
                if (table.Find(labels, hash) is { } known)
                {
                    alias(id, known);
                    continue;
                }

                var pairs = record.PairsOf(index);
                Index.Add(id, pairs);
                Publish(new HeadSeries(id, hash, pairs) { IsJournaled = true });
            }
        }
    }

    /// <summary>Makes room for so many series. Replay only.</summary>
    internal void Reserve(int seriesCount)
    {
        lock (createLock)
        {
            table.Reserve(seriesCount);
        }
    }

    /// <summary>A writer of its own, for replaying side by side.</summary>
    internal HeadLane NewLane() =>
        new(new HeadScratch(options.SamplesPerChunkMax, (long)options.BlockRange.TotalMilliseconds));

    /// <summary>Whether a sample of this time may come behind a newer one of its series.</summary>
    internal bool IsInWindow(long timeMs) => (Int128)timeMs >= (Int128)MaxTimeMs - OutOfOrderWindowMs;

    /// <summary>
    /// Makes the floats of a committed batch visible; those before <paramref name="minValidTimeMs"/> are late. Leader
    /// only.
    /// </summary>
    internal void Apply(ReadOnlySpan<PendingSample> batch, long minValidTimeMs)
    {
        foreach (ref readonly var sample in batch)
        {
            Leader.Add(sample.Series, sample.TimeMs, sample.Value, null, sample.TimeMs < minValidTimeMs);
        }

        Gather(Leader);
    }

    /// <summary>The same for native histograms.</summary>
    internal void Apply(ReadOnlySpan<PendingHistogram> batch, long minValidTimeMs)
    {
        foreach (ref readonly var sample in batch)
        {
            Leader.Add(
                sample.Series, sample.TimeMs, sample.Histogram.Sum, sample.Histogram, sample.TimeMs < minValidTimeMs);
        }

        Gather(Leader);
    }

    /// <summary>Takes over what a lane has counted. Leader only, or while nobody leads.</summary>
    internal void Gather(HeadLane lane)
    {
        Counters.SamplesAppended += lane.StoredCount - lane.HistogramCount;
        Counters.HistogramsAppended += lane.HistogramCount;
        Counters.DisorderedAppended += lane.DisorderedCount;
        Counters.ConflictCount += lane.ConflictCount;
        Counters.ChunksCreated += lane.ChunkCount;
        Volatile.Write(ref minTimeMs, Math.Min(minTimeMs, lane.MinTimeMs));
        Volatile.Write(ref maxTimeMs, Math.Max(maxTimeMs, lane.MaxTimeMs));
        if (lane.Late.Count > 0 || lane.LateMinTimeMs != long.MaxValue)
        {
            lateSeries.AddRange(lane.Late);
            Volatile.Write(ref lateMinTimeMs, Math.Min(lateMinTimeMs, lane.LateMinTimeMs));
            Volatile.Write(ref lateCount, lateCount + lane.DisorderedCount);
        }

        lane.Reset();
    }

    /// <summary>
    /// Sends all late samples on their way to blocks and returns their series, each once. Leader only.
    /// </summary>
    internal HashSet<HeadSeries> SendLate()
    {
        var sent = lateSeries.Where(series => series.TrySendLate()).ToHashSet();
        lateSeries.Clear();
        Volatile.Write(ref lateCount, 0);
        return sent;
    }

    /// <summary>Lets go of late samples that are in blocks. Leader only.</summary>
    internal void DropSent(IEnumerable<HeadSeries> sent)
    {
        using var change = Changes.BeginEverything();
        foreach (var series in sent)
        {
            series.DropSent();
        }

        var oldest = long.MaxValue;
        foreach (var series in lateSeries)
        {
            oldest = Math.Min(oldest, series.OldestLateTimeMs);
        }

        Volatile.Write(ref lateMinTimeMs, oldest);
    }

    /// <summary>Removes a series' samples in a range, both ends included. Leader only.</summary>
    internal void Delete(HeadSeries series, long fromMs, long throughMs)
    {
        var before = series.ChunkCount;
        series.Delete(fromMs, throughMs, Leader.Scratch);
        Counters.ChunksRemoved += before - series.ChunkCount;
    }

    /// <summary>Registers a batch, which may append from the present least valid time on until it leaves.</summary>
    internal BatchEntry EnterBatch()
    {
        // The time is read inside: whoever raised it before has ended the generation, whoever raises it later waits.
        var generation = Batches.Enter();
        return new BatchEntry(generation, MinValidTimeMs);
    }

    internal void ExitBatch(BatchEntry entry) => Batches.Exit(entry.Generation);

    /// <summary>
    /// Refuses samples before <paramref name="timeMs"/> in batches that begin from now on. Returns the generation of
    /// the batches that may still have some.
    /// </summary>
    internal long RaiseMinValidTime(long timeMs)
    {
        Volatile.Write(ref minValidTimeMs, Math.Max(MinValidTimeMs, timeMs));
        return Batches.Advance();
    }

    /// <summary>
    /// Drops chunks that end before <paramref name="beforeMs"/>, and then series without samples. Works in steps that
    /// each run by <paramref name="runExclusive"/>, so that commits wait for a step only.
    /// </summary>
    internal void Truncate(long beforeMs, Action<Action> runExclusive)
    {
        // No sample goes that is not in a block, but the tiers may be read further from now on.
        using var change = Changes.BeginEverything();
        var empty = new List<HeadSeries>();
        foreach (var step in Pages.Enumerate().Chunk(SeriesPerStep))
        {
            runExclusive(() => Truncate(step, beforeMs, empty));
        }

        runExclusive(() =>
        {
            Remove(empty.FindAll(series => series.IsEmpty));
            var least = long.MaxValue;
            foreach (var series in Pages.Enumerate())
            {
                least = Math.Min(least, series.OldestTimeMs);
            }

            Volatile.Write(ref minTimeMs, least);
        });
    }

    /// <summary>Removes series without samples. Replay only.</summary>
    internal void RemoveEmpty() => Remove([.. Pages.Enumerate().Where(series => series.IsEmpty)]);

    private void Truncate(HeadSeries[] step, long beforeMs, List<HeadSeries> empty)
    {
        foreach (var series in step)
        {
            var before = series.ChunkCount;
            series.Truncate(beforeMs, Leader.Scratch);
            Counters.ChunksRemoved += before - series.ChunkCount;
            if (series.IsEmpty)
            {
                empty.Add(series);
            }
        }
    }

    private HeadSeries? Create(ReadOnlySpan<byte> canonicalLabels, ulong hash)
    {
        if (canonicalLabels.IsEmpty)
        {
            return null;
        }

        if (canonicalLabels.Length > options.LabelsSizeBytesMax)
        {
            Counters.LabelsRefused();
            return null;
        }

        lock (createLock)
        {
            if (table.Find(canonicalLabels, hash) is { } made)
            {
                return made;
            }

            // Ids are 32 bits wide and never used again: after four billion series the store wants a restart.
            if (seriesCount >= (options.HeadSeriesMax ?? long.MaxValue) || lastId == uint.MaxValue
                || !Index.HasRoom(canonicalLabels, options.ValuesPerLabelMax))
            {
                Counters.SeriesRefused++;
                return null;
            }

            var id = lastId + 1;
            var series = new HeadSeries(id, hash, Index.Add(id, canonicalLabels));
            lastId = id;
            Publish(series);
            return series;
        }
    }

    // Under the lock. The page first: the table may only name series that can be found.
    private void Publish(HeadSeries series)
    {
        Pages.Set(series.Id, series);
        table.Add(series);
        Volatile.Write(ref seriesCount, seriesCount + 1);
        Counters.SeriesCreated++;
        Volatile.Write(ref seriesVersion, seriesVersion + 1);
    }

    private void Remove(List<HeadSeries> gone)
    {
        if (gone.Count == 0)
        {
            return;
        }

        lock (createLock)
        {
            var touched = new HashSet<LabelPair>();
            foreach (var series in gone)
            {
                series.IsRemoved = true;
                table.Remove(series);
                touched.UnionWith(series.PairList);
            }

            var ids = gone.Select(series => series.Id).ToHashSet();
            Pages.Remove(ids);
            Index.Remove(ids, touched);
            Volatile.Write(ref seriesCount, seriesCount - gone.Count);
            Counters.SeriesRemoved += gone.Count;
            Volatile.Write(ref seriesVersion, seriesVersion + 1);
        }
    }
}
