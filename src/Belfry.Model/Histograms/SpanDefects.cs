using System.Globalization;

namespace Belfry.Model.Histograms;

/// <summary>What is wrong with spans and custom bounds, in Prometheus's words; null when nothing is.</summary>
internal static class SpanDefects
{
    private const string CountsDiffer = "histogram spans specify different number of buckets than provided";

    internal static string? Find(ReadOnlySpan<BucketSpan> spans, int bucketCount)
    {
        var needed = 0L;
        for (var index = 0; index < spans.Length; index++)
        {
            if (index > 0 && spans[index].Offset < 0)
            {
                return NegativeOffset(index, spans[index].Offset);
            }

            needed += spans[index].Length;
        }

        return needed == bucketCount ? null : CountMismatch(needed, bucketCount);
    }

    internal static string? FindInCustomBuckets(
        ReadOnlySpan<double> bounds, ReadOnlySpan<BucketSpan> spans, int bucketCount)
    {
        if (FindInBounds(bounds) is { } defect)
        {
            return defect;
        }

        var needed = 0L;
        var width = 0L;
        for (var index = 0; index < spans.Length; index++)
        {
            if (spans[index].Offset < 0)
            {
                return NegativeOffset(index, spans[index].Offset);
            }

            needed += spans[index].Length;
            width += spans[index].Length + (long)spans[index].Offset;
        }

        return needed != bucketCount ? CountMismatch(needed, bucketCount)
            : bounds.Length + 1 >= width ? null
            : Text($"only {bounds.Length} custom bounds defined which is insufficient to cover total span length of ")
                + Text($"{width}: histogram custom bounds are too few");
    }

    /// <summary>The same as <see cref="Find"/>, in the words of a reduction of the resolution.</summary>
    internal static string? FindInReduction(ReadOnlySpan<BucketSpan> spans, int bucketCount)
    {
        var needed = 0L;
        for (var index = 0; index < spans.Length; index++)
        {
            if (index > 0 && spans[index].Offset < 0)
            {
                return NegativeOffset(index, spans[index].Offset);
            }

            needed += spans[index].Length;
            if (needed > bucketCount)
            {
                return Text($"have {bucketCount} buckets but spans need more: {CountsDiffer}");
            }
        }

        return needed == bucketCount ? null : CountMismatch(needed, bucketCount);
    }

    private static string? FindInBounds(ReadOnlySpan<double> bounds)
    {
        for (var index = 0; index < bounds.Length; index++)
        {
            if (double.IsNaN(bounds[index]))
            {
                return "histogram custom bounds must not be NaN";
            }

            if (index > 0 && bounds[index] <= bounds[index - 1])
            {
                return $"previous bound is {Fixed(bounds[index - 1])} and current is {Fixed(bounds[index])}: "
                    + "histogram custom bounds must be in strictly increasing order";
            }
        }

        return !bounds.IsEmpty && double.IsPositiveInfinity(bounds[^1])
            ? "last +Inf bound must not be explicitly defined: histogram custom bounds must be finite"
            : null;
    }

    private static string NegativeOffset(int index, int offset) =>
        Text($"span number {index + 1} with offset {offset}: histogram has a span whose offset is negative");

    private static string CountMismatch(long needed, int bucketCount) =>
        Text($"spans need {needed} buckets, have {bucketCount} buckets: {CountsDiffer}");

    private static string Fixed(double bound) =>
        double.IsInfinity(bound) ? FloatText.General(bound) : bound.ToString("F6", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
