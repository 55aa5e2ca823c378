namespace Belfry.Model.Histograms;

/// <summary>What a series of a classic histogram holds, by the end of its name.</summary>
public enum ClassicSeriesPart
{
    /// <summary>The name has none of the endings.</summary>
    None,

    /// <summary><c>_bucket</c></summary>
    Bucket,

    /// <summary><c>_sum</c></summary>
    Sum,

    /// <summary><c>_count</c></summary>
    Count,
}
