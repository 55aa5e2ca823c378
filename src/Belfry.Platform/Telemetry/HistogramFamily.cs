using System.Collections.Concurrent;
using Belfry.Model.Metrics;

namespace Belfry.Platform.Telemetry;

/// <summary>Histograms of one name and the same buckets. Thread-safe.</summary>
public sealed class HistogramFamily : MetricFamily
{
    private readonly ConcurrentDictionary<string, Histogram> children = new(StringComparer.Ordinal);
    private readonly double[] upperBounds;

    internal HistogramFamily(
        string name, string help, IReadOnlyList<double> upperBounds, IReadOnlyList<string> labelNames)
        : base(name, MetricType.Histogram, help, labelNames)
    {
        this.upperBounds = [.. upperBounds];
        if (labelNames.Count == 0)
        {
            With();
        }
    }

    /// <summary>The histogram with these label values, made empty when new. Keep it when it is used often.</summary>
    public Histogram With(params IReadOnlyList<string> labelValues) =>
        Child(children, labelValues, labels => new Histogram(labels, upperBounds));

    /// <summary>Observes in the histogram of a family without labels.</summary>
    public void Observe(double value) => With().Observe(value);

    internal override void Write(IMetricFamilyWriter writer)
    {
        writer.BeginFamily(Name, Type, Help);
        foreach (var histogram in Sorted(children))
        {
            histogram.Write(writer);
        }
    }
}
