namespace Belfry.Query.PromQL;

/// <summary>Whether a selector looks beyond its range for samples at the range's edges.</summary>
public enum RangeExtension
{
    /// <summary>No: only samples inside.</summary>
    None,

    /// <summary><c>anchored</c>: the last sample before each edge stands at the edge.</summary>
    Anchored,

    /// <summary><c>smoothed</c>: the edges are interpolated from the samples around them.</summary>
    Smoothed,
}
