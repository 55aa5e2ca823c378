using Belfry.Query.PromQL;

namespace Belfry.Query.Functions;

/// <summary>
/// The ranges of an <c>anchored</c> or <c>smoothed</c> selector, laid over samples that reach beyond them by the
/// lookback: behind the start, and for <c>smoothed</c> also past the end. Milliseconds.
/// </summary>
/// <param name="Extension">Which of the two.</param>
/// <param name="RangeMs">The length of a range.</param>
/// <param name="TailMs">How far the samples reach past its end.</param>
internal readonly record struct ExtendedRange(RangeExtension Extension, long RangeMs, long TailMs)
{
    internal bool IsSmoothed => Extension == RangeExtension.Smoothed;

    internal long EndMs(in RangeSamples samples) => samples.EndMs - TailMs;

    internal long StartMs(in RangeSamples samples) => EndMs(samples) - RangeMs;

    /// <summary>
    /// The sample that stands at or before the start, else the first: an index into times of at least one sample.
    /// </summary>
    internal static int First(ReadOnlySpan<long> times, long startMs) =>
        Math.Max(0, FirstFrom(times[..^1], startMs + 1) - 1);

    /// <summary>The sample that stands at or after the end, else the last; without smoothing always the last.</summary>
    internal int Last(ReadOnlySpan<long> times, long endMs) =>
        IsSmoothed ? FirstFrom(times[..^1], endMs) : times.Length - 1;

    /// <summary>The value at the start, given <see cref="First"/>.</summary>
    internal double Left(
        ReadOnlySpan<long> times, ReadOnlySpan<double> values, int first, long startMs, bool isCounter) =>
        IsSmoothed && times[first] < startMs
            ? Interpolation.Of(times, values, first, startMs, isCounter)
            : values[first];

    /// <summary>The value at the end, given <see cref="Last"/>.</summary>
    internal double Right(
        ReadOnlySpan<long> times, ReadOnlySpan<double> values, int last, long endMs, bool isCounter) =>
        IsSmoothed && last > 0 && times[last] > endMs
            ? Interpolation.Of(times, values, last - 1, endMs, isCounter)
            : values[last];

    /// <summary>The first time not before another; the number of times when there is none.</summary>
    internal static int FirstFrom(ReadOnlySpan<long> times, long timeMs)
    {
        var index = times.BinarySearch(timeMs);
        return index < 0 ? ~index : index;
    }
}
