namespace Belfry.Model.Histograms;

/// <summary>Where a histogram is cut, and how much of a bucket stays.</summary>
/// <param name="Value">Where; NaN leaves nothing.</param>
/// <param name="KeepsBelow">Whether what is below stays; else what is above.</param>
/// <param name="IsLinear">Whether buckets are interpolated linearly, as custom ones are.</param>
internal readonly record struct TrimPoint(double Value, bool KeepsBelow, bool IsLinear)
{
    internal Kept KeepOf(HistogramBucket<double> bucket, bool isPositive)
    {
        var isWhole = KeepsBelow ? bucket.Upper <= Value : bucket.Lower >= Value;
        if (isWhole)
        {
            return new Kept(bucket.Count, Middle(bucket.Lower, bucket.Upper, isPositive));
        }

        var isCut = KeepsBelow ? bucket.Lower < Value : bucket.Upper > Value;
        if (!isCut)
        {
            return default;
        }

        if (double.IsInfinity(bucket.Lower) || double.IsInfinity(bucket.Upper))
        {
            return double.IsNegativeInfinity(bucket.Lower) ? KeepOfLowest(bucket) : KeepOfHighest(bucket);
        }

        var below = Value <= bucket.Lower ? 0
            : Value >= bucket.Upper ? bucket.Count
            : bucket.Count * bucket.FractionBelow(Value, IsLinear);
        return KeepsBelow
            ? new Kept(below, Middle(bucket.Lower, Value, isPositive))
            : new Kept(bucket.Count - below, Middle(Value, bucket.Upper, isPositive));
    }

    /// <summary>Observations in the zero bucket lie on the side of zero that other buckets are on.</summary>
    internal Kept KeepOfZero(HistogramBucket<double> bucket, bool hasNegative, bool hasPositive)
    {
        var lower = hasPositive && !hasNegative ? 0 : bucket.Lower;
        var upper = hasNegative && !hasPositive ? 0 : bucket.Upper;
        if (Value <= lower)
        {
            return KeepsBelow ? default : new Kept(bucket.Count, (lower + upper) / 2);
        }

        if (Value >= upper)
        {
            return KeepsBelow ? new Kept(bucket.Count, (lower + upper) / 2) : default;
        }

        return KeepsBelow
            ? new Kept(bucket.Count * ((Value - lower) / (upper - lower)), (lower + Value) / 2)
            : new Kept(bucket.Count * ((upper - Value) / (upper - lower)), (Value + upper) / 2);
    }

    // A bucket from -Inf that the value lies in. Nothing is known of where its observations lie, except that a positive
    // custom bound makes them positive, as in classic histograms.
    private Kept KeepOfLowest(HistogramBucket<double> bucket)
    {
        var upper = bucket.Upper;
        var isFromZero = upper > 0 && !double.IsPositiveInfinity(upper);
        if (KeepsBelow)
        {
            return Value > 0 && isFromZero ? new Kept(bucket.Count * Value / upper, Value / 2)
                : upper <= 0 ? new Kept(bucket.Count, Value)
                : default;
        }

        return Value >= 0 && isFromZero
            ? new Kept(bucket.Count * (1 - (Value / upper)), (Value + upper) / 2)
            : default;
    }

    // A bucket up to +Inf that the value lies in: any of its observations may be above, so trimming there removes all.
    private Kept KeepOfHighest(HistogramBucket<double> bucket) =>
        KeepsBelow ? default : new Kept(bucket.Count, Value);

    private double Middle(double lower, double upper, bool isPositive)
    {
        if (double.IsInfinity(lower))
        {
            return double.IsInfinity(upper) ? 0 : upper > 0 ? upper / 2 : upper;
        }

        if (double.IsInfinity(upper))
        {
            return lower;
        }

        if (IsLinear)
        {
            return (lower + upper) / 2;
        }

        var geometric = Math.Sqrt(Math.Abs(lower * upper));
        return isPositive ? geometric : -geometric;
    }
}
