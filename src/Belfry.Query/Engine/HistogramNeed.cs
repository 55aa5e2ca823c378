using Belfry.Query.Functions;

namespace Belfry.Query.Engine;

/// <summary>
/// What the expressions around a selector want of native histograms. The default value is all of them.
/// </summary>
/// <param name="OfTotals">Whether a function wants only their count or sum.</param>
/// <param name="OfBuckets">Whether something on the way to it looks at buckets.</param>
internal readonly record struct HistogramNeed(bool OfTotals, bool OfBuckets)
{
    /// <summary>Whether count and sum are enough.</summary>
    internal bool IsTotalsOnly => OfTotals && !OfBuckets;

    /// <summary>What the arguments of a function are wanted for.</summary>
    internal HistogramNeed InCall(string name) => name switch
    {
        "histogram_quantile" or "histogram_quantiles" or "histogram_fraction" => WithBuckets(),
        _ => HistogramFunctions.IsOfTotals(name) ? this with { OfTotals = true } : this,
    };

    /// <summary>The same where buckets are looked at.</summary>
    internal HistogramNeed WithBuckets() => this with { OfBuckets = true };
}
