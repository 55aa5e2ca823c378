using Belfry.Model.Histograms;

namespace Belfry.Encoding.Histograms;

/// <summary>
/// Decides whether a histogram may stand in the chunk of the one before it, by the rules of Prometheus's
/// <c>tsdb/chunkenc</c>.
/// </summary>
internal static class Succession
{
    /// <summary>Whether both may be in one chunk.</summary>
    internal static bool ShareChunk(NativeHistogram before, NativeHistogram after)
    {
        if (before.GetType() != after.GetType())
        {
            return false;
        }

        var isGauge = before.CounterResetHint == CounterResetHint.Gauge;
        if (after.IsStale)
        {
            // Its own hint and buckets do not matter; a chunk only tells that the series ended.
            return after.CounterResetHint != CounterResetHint.CounterReset;
        }

        return !before.IsStale
            && isGauge == (after.CounterResetHint == CounterResetHint.Gauge)
            && HaveSameBounds(before, after)
            && (isGauge || !IsReset(before, after));
    }

    /// <summary>What the chunk that <paramref name="after"/> starts says about a reset before it.</summary>
    internal static CounterResetHint HintBetween(NativeHistogram before, NativeHistogram after)
    {
        if (after.CounterResetHint is CounterResetHint.Gauge or CounterResetHint.CounterReset)
        {
            return after.CounterResetHint;
        }

        if (before.GetType() != after.GetType()
            || before.CounterResetHint == CounterResetHint.Gauge
            || before.IsStale
            || after.IsStale)
        {
            return CounterResetHint.Unknown;
        }

        // With other bounds than before, counts cannot be compared one by one.
        if (!HaveSameBounds(before, after))
        {
            return CountsFewer(before, after) ? CounterResetHint.CounterReset : CounterResetHint.Unknown;
        }

        return IsReset(before, after) ? CounterResetHint.CounterReset : CounterResetHint.NotCounterReset;
    }

    private static bool HaveSameBounds(NativeHistogram before, NativeHistogram after) =>
        before.Schema == after.Schema
        && BitConverter.DoubleToInt64Bits(before.ZeroThreshold) == BitConverter.DoubleToInt64Bits(after.ZeroThreshold)
        && before.CustomValues.AsSpan().SequenceEqual(after.CustomValues);

    private static bool IsReset(NativeHistogram before, NativeHistogram after) =>
        after.CounterResetHint == CounterResetHint.CounterReset
        || CountsFewer(before, after)
        || HasFewerInZero(before, after)
        || HasFewerInAny(new BucketCursor(before, true), new BucketCursor(after, true))
        || HasFewerInAny(new BucketCursor(before, false), new BucketCursor(after, false));

    private static bool CountsFewer(NativeHistogram before, NativeHistogram after) => (before, after) switch
    {
        (IntegerHistogram old, IntegerHistogram next) => next.Count < old.Count,
        (FloatHistogram old, FloatHistogram next) => next.Count < old.Count,
        _ => false,
    };

    private static bool HasFewerInZero(NativeHistogram before, NativeHistogram after) => (before, after) switch
    {
        (IntegerHistogram old, IntegerHistogram next) => next.ZeroCount < old.ZeroCount,
        (FloatHistogram old, FloatHistogram next) => next.ZeroCount < old.ZeroCount,
        _ => false,
    };

    private static bool HasFewerInAny(BucketCursor before, BucketCursor after)
    {
        var isThere = after.MoveNext();
        while (before.MoveNext())
        {
            while (isThere && after.Index < before.Index)
            {
                isThere = after.MoveNext();
            }

            // A bucket that went is as good as one that fell to nothing.
            var isSame = isThere && after.Index == before.Index;
            if (isSame
                ? after.Whole < before.Whole || after.Fraction < before.Fraction
                : !before.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }
}
