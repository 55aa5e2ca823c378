namespace Belfry.Testing.PromQL;

/// <summary>Which queries a <see cref="QueryGenerator"/> makes. The default makes everything there is.</summary>
public sealed record QueryGrammar
{
    /// <summary>
    /// Only what Prometheus 2.42 understands, and of that only what both versions mean the same by, see
    /// <see cref="VersionDifferences"/>.
    /// </summary>
    public bool IsForComparison { get; init; }

    /// <summary>How deep expressions stand in each other.</summary>
    public int DepthMax { get; init; } = 4;
}
