using Belfry.Storage.Journal;
using Belfry.Tsdb.Tiers;

namespace Belfry.Tsdb;

/// <summary>How a time series store is kept. The defaults are Prometheus's.</summary>
public sealed record StoreOptions
{
    /// <summary>Samples older than this are dropped, a block at a time; null keeps all. Prometheus: 15 days.</summary>
    public TimeSpan? Retention { get; init; } = TimeSpan.FromDays(15);

    /// <summary>The bytes that blocks and journal may have together before the oldest blocks are dropped; null for any
    /// number.</summary>
    public long? RetentionSizeBytes { get; init; }

    /// <summary>The span of the blocks that are cut from the head; blocks start at its multiples since the
    /// epoch.</summary>
    public TimeSpan BlockRange { get; init; } = TimeSpan.FromHours(2);

    /// <summary>
    /// The longest span that blocks are merged to, <see cref="BlockRange"/> at least; null for a tenth of the
    /// retention, 31 days at most.
    /// </summary>
    public TimeSpan? BlockRangeMax { get; init; }

    /// <summary>
    /// The resolutions in which samples are kept longer than raw, the finest first. They are kept when they fit each
    /// other and <see cref="BlockRange"/> as <see cref="TierOptions"/> says, else none is.
    /// </summary>
    public IReadOnlyList<TierOptions> Tiers { get; init; } = TierOptions.Standard;

    /// <summary>A chunk of the head is closed at this many samples.</summary>
    public int SamplesPerChunkMax { get; init; } = 120;

    /// <summary>The most samples of a chunk in a block.</summary>
    public int SamplesPerBlockChunkMax { get; init; } = 240;

    /// <summary>
    /// How far behind the newest sample of the store a sample may be that comes behind a newer one of its series; zero
    /// takes samples in order only, as Prometheus does unless told.
    /// </summary>
    public TimeSpan OutOfOrderWindow { get; init; }

    /// <summary>The most exemplars kept, in memory and in the journal; 0 keeps none.</summary>
    public int ExemplarsMax { get; init; }

    /// <summary>The most series the head takes; null for no limit. A new series beyond it is refused.</summary>
    public long? HeadSeriesMax { get; init; }

    /// <summary>The most values of one label in the head; a new series with one more is refused.</summary>
    public int ValuesPerLabelMax { get; init; } = 1_000_000;

    /// <summary>The most bytes of a series' labels, names and values together; a new series with more is
    /// refused.</summary>
    public int LabelsSizeBytesMax { get; init; } = 64 << 10;

    /// <summary>
    /// Once the journal has grown by this much since the last checkpoint, and by half of what that checkpoint had, a
    /// new one is written, so that a restart reads little. Checkpoints then write at most twice as much as the journal
    /// does.
    /// </summary>
    public long CheckpointSizeBytes { get; init; } = 8L << 20;

    /// <summary>When the journal is forced to the disk. Whatever is chosen, a killed process loses no commit.</summary>
    public JournalSync JournalSync { get; init; } = JournalSync.Interval;

    /// <summary>How often the journal is forced to the disk with <see cref="JournalSync.Interval"/>.</summary>
    public TimeSpan JournalSyncInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The size at which a journal segment is closed.</summary>
    public long JournalSegmentSizeBytesMax { get; init; } = 128L << 20;

    /// <summary>How often the store looks whether a block is to be cut, merged or dropped.</summary>
    public TimeSpan MaintenanceInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What block names are drawn from; null to be seeded by the machine.</summary>
    public int? Seed { get; init; }

    /// <summary>
    /// Whether blocks are cut, merged and dropped, and the journal synced, on the store's own threads. Tests that want
    /// to say when turn it off.
    /// </summary>
    public bool RunsInBackground { get; init; } = true;

    /// <summary>The tiers that are kept: all, or none when they do not fit.</summary>
    internal IReadOnlyList<TierOptions> UsableTiers()
    {
        var (shorter, piece) = (TimeSpan.FromMilliseconds(1), BlockRange);
        foreach (var tier in Tiers)
        {
            if (tier.Resolution <= shorter || tier.Resolution.Ticks % shorter.Ticks != 0
                || piece.Ticks % tier.Resolution.Ticks != 0)
            {
                return [];
            }

            (shorter, piece) = (tier.Resolution, tier.Resolution * TierFormat.PieceWindows);
        }

        return Tiers;
    }
}
