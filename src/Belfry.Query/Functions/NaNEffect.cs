namespace Belfry.Query.Functions;

/// <summary>What observations of NaN, which are in no bucket, do to a result.</summary>
internal enum NaNEffect
{
    /// <summary>There are none.</summary>
    None,

    /// <summary>They count as the highest of all, so the quantile is higher.</summary>
    Skews,

    /// <summary>The quantile is among them.</summary>
    IsResult,

    /// <summary>They are in no share.</summary>
    Excluded,
}
