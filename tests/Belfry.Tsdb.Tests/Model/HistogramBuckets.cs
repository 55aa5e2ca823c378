using System.Globalization;
using Belfry.Model.Histograms;

namespace Belfry.Tsdb.Tests.Model;

/// <summary>
/// What a native histogram says, whichever spans it says it with: a store may join spans or spell out empty buckets.
/// </summary>
internal static class HistogramBuckets
{
    internal static bool AreSame(NativeHistogram left, NativeHistogram right) =>
        ReferenceEquals(left, right) || Text(left) == Text(right);

    internal static string Text(NativeHistogram histogram)
    {
        if (histogram.IsStale)
        {
            return "stale histogram";
        }

        var (kind, zero, count) = histogram switch
        {
            IntegerHistogram whole => ("integer", (double)whole.ZeroCount, (double)whole.Count),
            FloatHistogram real => ("float", real.ZeroCount, real.Count),
            _ => throw new ArgumentException("an unknown kind of histogram", nameof(histogram)),
        };
        var custom = string.Join(',', histogram.CustomValues.Select(StoreFixture.Text));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{kind} {histogram.Schema} [{custom}] count {count:R} sum {StoreFixture.Text(histogram.Sum)} "
            + $"zero {zero:R} within {histogram.ZeroThreshold:R} "
            + $"+[{Side(histogram, true)}] -[{Side(histogram, false)}]");
    }

    private static string Side(NativeHistogram histogram, bool isPositive)
    {
        var spans = isPositive ? histogram.PositiveSpans : histogram.NegativeSpans;
        var counts = histogram switch
        {
            IntegerHistogram whole => Summed(isPositive ? whole.PositiveDeltas : whole.NegativeDeltas),
            FloatHistogram real => isPositive ? real.PositiveBuckets : real.NegativeBuckets,
            _ => [],
        };
        var parts = new List<string>();
        int bucket = 0, next = 0;
        foreach (var span in spans)
        {
            bucket += span.Offset;
            for (uint index = 0; index < span.Length; index++, bucket++, next++)
            {
                if (counts[next] != 0)
                {
                    parts.Add(string.Create(CultureInfo.InvariantCulture, $"{bucket}:{counts[next]:R}"));
                }
            }
        }

        return string.Join(' ', parts);
    }

    private static double[] Summed(long[] deltas)
    {
        var counts = new double[deltas.Length];
        long count = 0;
        for (var index = 0; index < deltas.Length; index++)
        {
            count += deltas[index];
            counts[index] = count;
        }

        return counts;
    }
}
