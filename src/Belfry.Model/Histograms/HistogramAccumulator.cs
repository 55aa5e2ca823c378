namespace Belfry.Model.Histograms;

/// <summary>
/// A sum of float histograms that loses no precision over many additions (Kahan's method for every count), as the
/// aggregations of PromQL need it. Additions of equal layouts allocate nothing. Not thread-safe.
/// </summary>
public sealed class HistogramAccumulator
{
    private readonly WorkingHistogram<CompensatedCount> working;

    /// <summary>Begins with one histogram, which is not changed.</summary>
    public HistogramAccumulator(FloatHistogram first) => working = new WorkingHistogram<CompensatedCount>(first);

    private HistogramAccumulator(WorkingHistogram<CompensatedCount> working) => this.working = working;

    /// <summary>Whether any count or the sum is infinite.</summary>
    public bool HasOverflow => working.Any(count => double.IsInfinity(count.Sum));

    /// <summary>
    /// Adds a histogram, as <see cref="HistogramArithmetic.TryAdd"/> does. False, and nothing is changed, when only one
    /// of the two has custom buckets.
    /// </summary>
    public bool TryAdd(FloatHistogram other, out HistogramRemarks remarks) => working.TryAdd(other, out remarks);

    /// <summary>Multiplies all counts and the sum.</summary>
    public void Multiply(double factor) => working.Multiply(factor);

    /// <summary>Divides all counts and the sum.</summary>
    public void Divide(double divisor) => working.Divide(divisor);

    /// <summary>Another accumulator that stands where this one does: to go back to after an overflow.</summary>
    public HistogramAccumulator Copy() => new(working.Copy());

    /// <summary>The sum so far, compensated; it may have empty buckets.</summary>
    public FloatHistogram ToHistogram() => working.ToHistogram(count => count.Value);
}
