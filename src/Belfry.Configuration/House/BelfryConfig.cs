namespace Belfry.Configuration.House;

/// <summary>
/// Belfry's own file, <c>belfry.yml</c>: what the originals have no setting for. Everything in it may be left out; a
/// file that is not given is the default value. Immutable.
/// </summary>
public sealed record BelfryConfig
{
    /// <summary>How long samples are kept in which resolution.</summary>
    public TierRetentions Tiers { get; init; } = new();

    /// <summary>When the journal is forced to the disk.</summary>
    public JournalConfig Journal { get; init; } = new();
}
