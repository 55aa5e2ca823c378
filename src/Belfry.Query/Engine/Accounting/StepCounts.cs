namespace Belfry.Query.Engine.Accounting;

/// <summary>
/// How many samples a vector has at each step. Where there is but one step it stands for all: such vectors do not
/// depend on the time. A native histogram counts as one where vectors are looped over, and by its size where they are
/// kept. Immutable.
/// </summary>
internal sealed class StepCounts
{
    /// <summary>No sample at any step.</summary>
    internal static readonly StepCounts None = new([0]);

    /// <summary>One sample at each step, as a scalar has.</summary>
    internal static readonly StepCounts One = new([1]);

    private readonly long[] counts;
    private readonly long[] weights;
    private readonly long[] vectorWeights;

    internal StepCounts(long[] counts)
        : this(counts, counts, counts)
    {
    }

    internal StepCounts(long[] counts, long[] weights, long[] vectorWeights)
    {
        this.counts = counts;
        this.weights = weights;
        this.vectorWeights = vectorWeights;
    }

    /// <summary>The number of samples.</summary>
    internal long Count(int step) => At(counts, step);

    /// <summary>What they count for in a matrix.</summary>
    internal long Weight(int step) => At(weights, step);

    /// <summary>What they count for in a result of one step, which rounds the sizes of histograms otherwise.</summary>
    internal long VectorWeight(int step) => At(vectorWeights, step);

    /// <summary>The sum of <see cref="Weight"/> over the first steps.</summary>
    internal long TotalWeight(int steps)
    {
        var total = 0L;
        for (var step = 0; step < steps; step++)
        {
            total += Weight(step);
        }

        return total;
    }

    private static long At(long[] numbers, int step) => numbers.Length == 1 ? numbers[0] : numbers[step];
}
