using System.Globalization;
using System.Text;

namespace Belfry.Model.Histograms;

/// <summary>
/// Histograms as Prometheus writes them: count, sum, and the populated buckets by rising bounds.
/// </summary>
internal static class HistogramText
{
    internal static string Of(FloatHistogram histogram)
    {
        var text = Begin(FloatText.General(histogram.Count), histogram.Sum);
        foreach (var bucket in histogram.EnumerateNegativeReversed())
        {
            Add(text, bucket, bucket.Count != 0);
        }

        Add(text, histogram.ZeroBucket(), histogram.ZeroCount != 0);
        foreach (var bucket in histogram.EnumeratePositive())
        {
            Add(text, bucket, bucket.Count != 0);
        }

        return text.Append('}').ToString();
    }

    internal static string Of(IntegerHistogram histogram)
    {
        var text = Begin(histogram.Count.ToString(CultureInfo.InvariantCulture), histogram.Sum);
        var negatives = new List<HistogramBucket<ulong>>();
        foreach (var bucket in histogram.EnumerateNegative())
        {
            negatives.Add(bucket);
        }

        for (var index = negatives.Count - 1; index >= 0; index--)
        {
            Add(text, negatives[index], negatives[index].Count != 0);
        }

        Add(text, histogram.ZeroBucket(), histogram.ZeroCount != 0);
        foreach (var bucket in histogram.EnumeratePositive())
        {
            Add(text, bucket, bucket.Count != 0);
        }

        return text.Append('}').ToString();
    }

    private static StringBuilder Begin(string count, double sum) =>
        new StringBuilder("{count:").Append(count).Append(", sum:").Append(FloatText.General(sum));

    private static void Add<T>(StringBuilder text, HistogramBucket<T> bucket, bool isPopulated)
        where T : struct
    {
        if (isPopulated)
        {
            text.Append(", ").Append(bucket);
        }
    }
}
