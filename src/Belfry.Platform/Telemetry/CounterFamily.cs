using System.Collections.Concurrent;
using Belfry.Model.Metrics;

namespace Belfry.Platform.Telemetry;

/// <summary>Counters of one name. Thread-safe.</summary>
public sealed class CounterFamily : MetricFamily
{
    private readonly ConcurrentDictionary<string, Counter> children = new(StringComparer.Ordinal);

    internal CounterFamily(string name, string help, IReadOnlyList<string> labelNames)
        : base(name, MetricType.Counter, help, labelNames)
    {
        if (labelNames.Count == 0)
        {
            With();
        }
    }

    /// <summary>The counter with these label values, made at zero when new. Keep it when it is used often.</summary>
    public Counter With(params IReadOnlyList<string> labelValues) =>
        Child(children, labelValues, labels => new Counter(labels));

    /// <summary>Adds to the counter of a family without labels.</summary>
    public void Increment(double amount = 1) => With().Increment(amount);

    internal override void Write(IMetricFamilyWriter writer)
    {
        writer.BeginFamily(Name, Type, Help);
        foreach (var counter in Sorted(children))
        {
            writer.WriteSample("", counter.Labels.Span, counter.Value);
        }
    }
}
