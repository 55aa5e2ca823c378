using Belfry.Storage.Journal;

namespace Belfry.Tsdb.Tests.Model;

/// <summary>One way to keep a store, and what histories on it do.</summary>
/// <param name="Name">For people, and for <c>BELFRY_VARIANT</c>.</param>
/// <param name="Options">How the store is kept.</param>
internal sealed record StoreVariant(string Name, StoreOptions Options)
{
    private static readonly StoreOptions Small = StoreFixture.Manual with
    {
        BlockRange = TimeSpan.FromMilliseconds(1000),
        SamplesPerChunkMax = 7,
        JournalSegmentSizeBytesMax = 4096,
    };

    /// <summary>Of a hundred samples, how many are native histograms.</summary>
    internal int HistogramPercent { get; init; } = 10;

    /// <summary>The time at which histories begin.</summary>
    internal long StartMs { get; init; } = 5_000_000;

    /// <summary>How much older than the newest a sample must be to be dropped; null when none is.</summary>
    internal long? KeptMs => Options.RetentionSizeBytes is not null ? RangeMs / 2
        : Options.Retention is { } kept ? (long)kept.TotalMilliseconds
        : null;

    internal long RangeMs => (long)Options.BlockRange.TotalMilliseconds;

    internal long WindowMs => (long)Options.OutOfOrderWindow.TotalMilliseconds;

    internal bool IsSyncedByEveryCommit => Options.JournalSync == JournalSync.EveryCommit;

    /// <summary>Every way that is tried.</summary>
    internal static IReadOnlyList<StoreVariant> All { get; } =
    [
        new("interval", Small),
        new("every-commit", Small with { JournalSync = JournalSync.EveryCommit }) { HistogramPercent = 0 },
        new("tiny", Small with
        {
            BlockRange = TimeSpan.FromMilliseconds(250),
            SamplesPerChunkMax = 3,
            JournalSync = JournalSync.SegmentEnd,
            JournalSegmentSizeBytesMax = 600,
            CheckpointSizeBytes = 2_000,
        }),
        new("large", Small with
        {
            BlockRange = TimeSpan.FromSeconds(10),
            SamplesPerChunkMax = 120,
            JournalSegmentSizeBytesMax = 1 << 20,
        }),
        new("retention", Small with
        {
            Retention = TimeSpan.FromSeconds(12),
            JournalSync = JournalSync.EveryCommit,
        }),
        new("retention-size", Small with { RetentionSizeBytes = 40_000, JournalSync = JournalSync.EveryCommit }),
        new("series-limit", Small with { HeadSeriesMax = 15, JournalSegmentSizeBytesMax = 64 << 10 }),
        new("before-1970", Small with { JournalSync = JournalSync.EveryCommit }) { StartMs = -40_000 },
        new("histograms", Small with { SamplesPerChunkMax = 20 }) { HistogramPercent = 75 },
        new("window-short", Small with
        {
            JournalSync = JournalSync.EveryCommit,
            OutOfOrderWindow = TimeSpan.FromMilliseconds(500),
        }),
        new("window-long", Small with
        {
            SamplesPerChunkMax = 20,
            OutOfOrderWindow = TimeSpan.FromSeconds(4),
            CheckpointSizeBytes = 8_000,
        }),
        new("window-blocks", Small with
        {
            JournalSync = JournalSync.EveryCommit,
            OutOfOrderWindow = TimeSpan.FromSeconds(20),
        }),
        new("window-retention", Small with
        {
            Retention = TimeSpan.FromSeconds(12),
            OutOfOrderWindow = TimeSpan.FromSeconds(3),
        }),
    ];

    public override string ToString() => Name;
}
