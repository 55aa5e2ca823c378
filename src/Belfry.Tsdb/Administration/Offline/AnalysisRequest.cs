using Belfry.Model.Matching;

namespace Belfry.Tsdb.Administration.Offline;

/// <summary>What of a block is counted.</summary>
public sealed record AnalysisRequest
{
    /// <summary>Only series that satisfy all of these; all series without any.</summary>
    public IReadOnlyList<LabelMatcher> Matchers { get; init; } = [];

    /// <summary>The most entries of each list.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Whether chunks are read, too.</summary>
    public bool ReadsChunks { get; init; }
}
