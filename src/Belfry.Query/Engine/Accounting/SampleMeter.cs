namespace Belfry.Query.Engine.Accounting;

/// <summary>The samples that one evaluation of an expression uses and reads, in all and step by step.</summary>
internal sealed class SampleMeter(StepGrid grid)
{
    private readonly long[] usedAt = new long[grid.Count];
    private readonly long[] readAt = new long[grid.Count];

    /// <summary>Samples used, each as often as a step used it.</summary>
    internal IReadOnlyList<long> UsedAt => usedAt;

    /// <summary>Samples read, each where it was read first.</summary>
    internal IReadOnlyList<long> ReadAt => readAt;

    internal long Used => usedAt.Sum();

    internal long Read => readAt.Sum();

    internal void AddUsed(int step, long samples) => usedAt[step] += samples;

    internal void AddRead(int step, long samples) => readAt[step] += samples;

    /// <summary>
    /// Takes over what a subquery read: each of its steps belongs to the first step of this evaluation whose range it
    /// is in. What lies between two ranges belongs to none.
    /// </summary>
    /// <param name="inner">The subquery's.</param>
    /// <param name="innerGrid">Its steps.</param>
    /// <param name="offsetMs">How far the subquery is moved back.</param>
    /// <param name="rangeMs">Its range; zero when all of its steps are wanted.</param>
    internal void AddReadOf(SampleMeter inner, StepGrid innerGrid, long offsetMs, long rangeMs)
    {
        for (var step = 0; step < innerGrid.Count; step++)
        {
            var timeMs = innerGrid.TimeAt(step) + offsetMs;
            var target = 0;
            if (grid.Count > 1)
            {
                var after = Math.Max(0, timeMs - grid.StartMs);
                target = (int)Math.Min((after + grid.StepMs - 1) / grid.StepMs, grid.Count - 1);
                if (rangeMs > 0 && timeMs <= grid.TimeAt(target) - rangeMs)
                {
                    continue;
                }
            }

            readAt[target] += inner.readAt[step];
        }
    }
}
