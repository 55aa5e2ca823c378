namespace Belfry.Query.PromQL;

/// <summary>
/// Which series of two vectors belong together. The default is one-to-one on all labels but the name.
/// </summary>
public sealed record VectorMatching
{
    /// <summary>How many of each side.</summary>
    public MatchCardinality Cardinality { get; init; }

    /// <summary>The labels of <c>on</c> or <c>ignoring</c>.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>True for <c>on</c>, false for <c>ignoring</c> or neither.</summary>
    public bool IsOn { get; init; }

    /// <summary>The labels of <c>group_left</c> or <c>group_right</c>, copied from the one side.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>
    /// The value that stands in for a series missing on the left (<c>fill_left</c>, <c>fill</c>); null for none.
    /// </summary>
    public double? FillLeft { get; init; }

    /// <summary>
    /// The value that stands in for a series missing on the right (<c>fill_right</c>, <c>fill</c>); null for none.
    /// </summary>
    public double? FillRight { get; init; }
}
