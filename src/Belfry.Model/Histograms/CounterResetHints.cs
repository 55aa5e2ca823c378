namespace Belfry.Model.Histograms;

/// <summary>What becomes of hints when histograms are added or subtracted.</summary>
internal static class CounterResetHints
{
    /// <summary>
    /// Gauge if either is; the same if both say the same; else unknown, which is a collision when one saw a reset and
    /// the other saw none.
    /// </summary>
    internal static CounterResetHint Combine(CounterResetHint left, CounterResetHint right, out bool isCollision)
    {
        isCollision = (left, right)
            is (CounterResetHint.CounterReset, CounterResetHint.NotCounterReset)
            or (CounterResetHint.NotCounterReset, CounterResetHint.CounterReset);
        return left == right ? left
            : left == CounterResetHint.Gauge || right == CounterResetHint.Gauge ? CounterResetHint.Gauge
            : CounterResetHint.Unknown;
    }
}
