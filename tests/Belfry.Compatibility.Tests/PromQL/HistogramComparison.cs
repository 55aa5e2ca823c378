using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>
/// When two native histograms count as the same in scripts: when their compact forms do, float by float.
/// </summary>
internal static class HistogramComparison
{
    internal static bool AreEqual(ScriptValue expected, FloatHistogram actual)
    {
        var (left, right) = (expected.Histogram!.Compact(), actual.Compact());
        return left.Schema == right.Schema
            && FloatComparison.AreEqual(left.Count, right.Count)
            && FloatComparison.AreEqual(left.Sum, right.Sum)
            && FloatComparison.AreEqual(left.ZeroCount, right.ZeroCount)
            && left.ZeroThreshold == right.ZeroThreshold
            && (!left.HasCustomBuckets || CustomBounds.AreEqual(left.CustomValues, right.CustomValues))
            && left.PositiveSpans.AsSpan().SequenceEqual(right.PositiveSpans)
            && left.NegativeSpans.AsSpan().SequenceEqual(right.NegativeSpans)
            && AreEqual(left.PositiveBuckets, right.PositiveBuckets)
            && AreEqual(left.NegativeBuckets, right.NegativeBuckets)
            && (!expected.HasHint || expected.Histogram!.CounterResetHint == actual.CounterResetHint);
    }

    private static bool AreEqual(double[] left, double[] right) =>
        left.Length == right.Length && left.Zip(right).All(pair => FloatComparison.AreEqual(pair.First, pair.Second));
}
