using System.Collections.Concurrent;
using Belfry.Model.Metrics;

namespace Belfry.Platform.Telemetry;

/// <summary>Gauges of one name. Thread-safe.</summary>
public sealed class GaugeFamily : MetricFamily
{
    private readonly ConcurrentDictionary<string, Gauge> children = new(StringComparer.Ordinal);

    internal GaugeFamily(string name, string help, IReadOnlyList<string> labelNames)
        : base(name, MetricType.Gauge, help, labelNames)
    {
        if (labelNames.Count == 0)
        {
            With();
        }
    }

    /// <summary>The gauge with these label values, made at zero when new. Keep it when it is used often.</summary>
    public Gauge With(params IReadOnlyList<string> labelValues) =>
        Child(children, labelValues, labels => new Gauge(labels));

    /// <summary>Sets the gauge of a family without labels.</summary>
    public void Set(double number) => With().Set(number);

    internal override void Write(IMetricFamilyWriter writer)
    {
        writer.BeginFamily(Name, Type, Help);
        foreach (var gauge in Sorted(children))
        {
            writer.WriteSample("", gauge.Labels.Span, gauge.Value);
        }
    }
}
