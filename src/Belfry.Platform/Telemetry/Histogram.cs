using Belfry.Model;
using Belfry.Model.Metrics;

namespace Belfry.Platform.Telemetry;

/// <summary>Counts observations in buckets with fixed upper bounds. Thread-safe, without locks.</summary>
public sealed class Histogram
{
    private readonly double[] upperBounds;
    private readonly long[] counts;
    private double sum;

    internal Histogram(LabelPairs labels, double[] upperBounds)
    {
        Labels = labels;
        this.upperBounds = upperBounds;
        counts = new long[upperBounds.Length + 1];
    }

    internal LabelPairs Labels { get; }

    /// <summary>Counts one observation.</summary>
    public void Observe(double value)
    {
        var bucket = Array.BinarySearch(upperBounds, value);
        Interlocked.Increment(ref counts[bucket < 0 ? ~bucket : bucket]);
        AtomicDouble.Add(ref sum, value);
    }

    internal void Write(IMetricFamilyWriter writer)
    {
        long cumulative = 0;
        for (var index = 0; index < counts.Length; index++)
        {
            cumulative += Interlocked.Read(ref counts[index]);
            var bound = index < upperBounds.Length ? FloatText.Plain(upperBounds[index]) : "+Inf";
            writer.WriteSample("_bucket", Labels.With("le", bound), cumulative);
        }

        writer.WriteSample("_sum", Labels.Span, Volatile.Read(ref sum));
        writer.WriteSample("_count", Labels.Span, cumulative);
    }
}
