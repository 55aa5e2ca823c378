namespace Belfry.Tsdb.Administration.Backfill;

/// <summary>How samples of a file become blocks.</summary>
public sealed record BackfillOptions
{
    /// <summary>The longest span of a block. Less than two hours is two hours; else a two-hour span times a power of
    /// three.</summary>
    public TimeSpan BlockRangeMax { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Labels that every series gets, in the place of its own of the same name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];
}
