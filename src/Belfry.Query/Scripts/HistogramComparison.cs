using Belfry.Model.Histograms;

namespace Belfry.Query.Scripts;

/// <summary>
/// When two native histograms count as the same in scripts: the same buckets without the empty ones, and their numbers
/// within the tolerance of floats.
/// </summary>
internal static class HistogramComparison
{
    /// <summary>Whether <paramref name="actual"/> is what a script expects.</summary>
    internal static bool AreEqual(FloatHistogram expected, FloatHistogram actual, bool comparesHint)
    {
        var (left, right) = (expected.Compact(), actual.Compact());
        return left.Schema == right.Schema
            && FloatComparison.AreEqual(left.Count, right.Count)
            && FloatComparison.AreEqual(left.Sum, right.Sum)
            && FloatComparison.AreEqual(left.ZeroCount, right.ZeroCount)
            && left.ZeroThreshold == right.ZeroThreshold
            && (!left.HasCustomBuckets || left.CustomValues.AsSpan().SequenceEqual(right.CustomValues))
            && left.PositiveSpans.AsSpan().SequenceEqual(right.PositiveSpans)
            && left.NegativeSpans.AsSpan().SequenceEqual(right.NegativeSpans)
            && AreEqual(left.PositiveBuckets, right.PositiveBuckets)
            && AreEqual(left.NegativeBuckets, right.NegativeBuckets)
            && (!comparesHint || expected.CounterResetHint == actual.CounterResetHint);
    }

    private static bool AreEqual(double[] left, double[] right)
    {
        for (var index = 0; index < left.Length && index < right.Length; index++)
        {
            if (!FloatComparison.AreEqual(left[index], right[index]))
            {
                return false;
            }
        }

        return left.Length == right.Length;
    }
}
