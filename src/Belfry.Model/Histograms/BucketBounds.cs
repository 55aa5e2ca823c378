namespace Belfry.Model.Histograms;

/// <summary>
/// The bounds of buckets. Exponential bounds must be those of Prometheus to the last bit: they are compared with, and
/// shown beside, what it computed. Source: prometheus <c>model/histogram/generic.go</c>.
/// </summary>
public static class BucketBounds
{
    private const int FractionsSchema = HistogramSchema.ExponentialMax;

    // The widths of a bucket in schemas 1 to 8, 2^(2^-schema). The first is one unit in the last place below the
    // nearest double: so it is in the original's table.
    private static readonly double[] Factors =
    [
        1.414213562373095, 1.189207115002721, 1.0905077326652577, 1.0442737824274138,
        1.0218971486541166, 1.0108892860517005, 1.0054299011128027, 1.0027112750502025,
    ];

    // The bounds from 0.5 up to 1 of schema 8; those of coarser schemas are among them.
    private static readonly double[] Fractions = MakeFractions();

    /// <summary>
    /// The upper bound of the positive bucket <paramref name="index"/>; a bucket reaches from the bound of the one
    /// before it (exclusive) to its own. The last bucket for numbers ends at the largest double, and the one after it,
    /// which counts infinities, at +Inf.
    /// </summary>
    /// <param name="index">Any index.</param>
    /// <param name="schema">-9 to 8.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no bounds for the schema.</exception>
    public static double Exponential(int index, int schema)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(schema, HistogramSchema.ReservedMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(schema, HistogramSchema.ExponentialMax);
        if (schema < 0)
        {
            return Scaled(0.5, ((long)index << -schema) + 1);
        }

        var place = index & ((1 << schema) - 1);
        return Scaled(Fractions[place << (FractionsSchema - schema)], (index >> schema) + 1L);
    }

    /// <summary>
    /// The upper bound of the positive bucket <paramref name="index"/>. Custom buckets: -Inf before the first one, +Inf
    /// for the last one and for indexes that the histogram should not have.
    /// </summary>
    public static double Of(int index, int schema, ReadOnlySpan<double> customValues) =>
        !HistogramSchema.IsCustomBuckets(schema) ? Exponential(index, schema)
        : index < 0 ? double.NegativeInfinity
        : index < customValues.Length ? customValues[index]
        : double.PositiveInfinity;

    internal static HistogramBucket<T> Bucket<T>(
        int index, int schema, bool isPositive, ReadOnlySpan<double> customValues, T count)
        where T : struct
    {
        var outer = Of(index, schema, customValues);
        var inner = Of(unchecked(index - 1), schema, customValues);
        var (lower, upper) = isPositive ? (inner, outer) : (-outer, -inner);
        return HistogramSchema.IsCustomBuckets(schema)
            ? new HistogramBucket<T>(lower, upper, index == 0, true, count, index)
            : new HistogramBucket<T>(lower, upper, lower < 0, upper > 0, count, index);
    }

    // No double lies between the largest one and 2^1024, so the bound there is the largest one.
    private static double Scaled(double fraction, long exponent) =>
        fraction == 0.5 && exponent == 1025
            ? double.MaxValue
            : Math.ScaleB(fraction, (int)Math.Clamp(exponent, -3000, 3000));

    // Every second bound of a schema is one of the schema before; the others are one bucket further. Computing each
    // power on its own would round better, and differently.
    private static double[] MakeFractions()
    {
        double[] coarser = [0.5];
        foreach (var factor in Factors)
        {
            var finer = new double[coarser.Length * 2];
            for (var index = 0; index < coarser.Length; index++)
            {
                finer[index * 2] = coarser[index];
                finer[(index * 2) + 1] = coarser[index] * factor;
            }

            coarser = finer;
        }

        return coarser;
    }
}
