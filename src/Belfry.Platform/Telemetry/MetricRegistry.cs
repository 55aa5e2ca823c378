using Belfry.Model.Metrics;

namespace Belfry.Platform.Telemetry;

/// <summary>
/// The process's own metrics: families that parts of the house create once and then update from any thread without
/// locks, and further sources whose values are read when asked. Thread-safe.
/// </summary>
public sealed class MetricRegistry : IMetricSource
{
    private readonly Lock familiesLock = new();
    private readonly SortedDictionary<string, MetricFamily> families = new(StringComparer.Ordinal);
    private readonly List<IMetricSource> sources = [];

    /// <summary>A counter family; the same name gives the same family. The name ends in <c>_total</c>.</summary>
    public CounterFamily Counter(string name, string help, params IReadOnlyList<string> labelNames) =>
        Family(name, () => new CounterFamily(name, help, labelNames));

    /// <summary>A gauge family; the same name gives the same family.</summary>
    public GaugeFamily Gauge(string name, string help, params IReadOnlyList<string> labelNames) =>
        Family(name, () => new GaugeFamily(name, help, labelNames));

    /// <summary>A histogram family with these rising upper bounds; the same name gives the same family.</summary>
    public HistogramFamily Histogram(
        string name, string help, IReadOnlyList<double> upperBounds, params IReadOnlyList<string> labelNames) =>
        Family(name, () => new HistogramFamily(name, help, upperBounds, labelNames));

    /// <summary>Adds a source that is asked after the families, in the order of adding.</summary>
    public void Add(IMetricSource source)
    {
        lock (familiesLock)
        {
            sources.Add(source);
        }
    }

    /// <inheritdoc/>
    public void WriteMetrics(IMetricFamilyWriter writer)
    {
        MetricFamily[] familiesNow;
        IMetricSource[] sourcesNow;
        lock (familiesLock)
        {
            familiesNow = [.. families.Values];
            sourcesNow = [.. sources];
        }

        foreach (var family in familiesNow)
        {
            family.Write(writer);
        }

        foreach (var source in sourcesNow)
        {
            source.WriteMetrics(writer);
        }
    }

    private T Family<T>(string name, Func<T> create)
        where T : MetricFamily
    {
        lock (familiesLock)
        {
            if (!families.TryGetValue(name, out var family))
            {
                families.Add(name, family = create());
            }

            return family as T
                ?? throw new InvalidOperationException($"BUG: metric `{name}` is already a {family.Type}");
        }
    }
}
