namespace Belfry.Query.Engine;

/// <summary>The evaluation times of an expression: <c>Count</c> of them, <c>StepMs</c> apart. Milliseconds.</summary>
/// <param name="StartMs">The first.</param>
/// <param name="StepMs">The distance; any positive number when there is but one.</param>
/// <param name="Count">How many; may be zero in a subquery.</param>
internal readonly record struct StepGrid(long StartMs, long StepMs, int Count)
{
    /// <summary>The last; meaningless when there is none.</summary>
    internal long EndMs => TimeAt(Count - 1);

    internal long TimeAt(int step) => StartMs + (step * StepMs);

    /// <summary>The first time alone, for what does not depend on the time.</summary>
    internal StepGrid First => this with { Count = 1 };
}
