namespace Belfry.Storage.Journal;

/// <summary>What opening a journal found.</summary>
public sealed record JournalOpenReport
{
    /// <summary>Records replayed, those of the checkpoint included.</summary>
    public required long RecordCount { get; init; }

    /// <summary>Segments read, the checkpoint not counted.</summary>
    public required int SegmentCount { get; init; }

    /// <summary>Every place that could not be read, in order; empty after a clean stop.</summary>
    public required IReadOnlyList<JournalDamage> Damages { get; init; }
}
