namespace Belfry.Tsdb.Reading;

/// <summary>Arithmetic of block ranges, which lie at multiples of their span since the epoch.</summary>
internal static class BlockTimes
{
    /// <summary>The greatest multiple of the range that is not later, also before 1970; saturates at the least
    /// time.</summary>
    internal static long RangeStart(long timeMs, long rangeMs)
    {
        var remainder = timeMs % rangeMs;
        if (remainder < 0)
        {
            remainder += rangeMs;
        }

        return timeMs < long.MinValue + remainder ? long.MinValue : timeMs - remainder;
    }
}
