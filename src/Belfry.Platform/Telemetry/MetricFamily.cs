using System.Collections.Concurrent;
using Belfry.Model.Metrics;

namespace Belfry.Platform.Telemetry;

/// <summary>
/// Metrics of one name that differ in label values. Thread-safe. The number of label sets is bounded.
/// </summary>
public abstract class MetricFamily
{
    /// <summary>
    /// Beyond this many label sets a further one is folded into one whose values are all <c>other</c>.
    /// </summary>
    public const int LabelSetCountMax = 10_000;

    private protected MetricFamily(string name, MetricType type, string help, IReadOnlyList<string> labelNames)
    {
        Name = name;
        Type = type;
        Help = help;
        LabelNames = labelNames;
    }

    /// <summary>The metric's name.</summary>
    public string Name { get; }

    /// <summary>The metric's kind.</summary>
    public MetricType Type { get; }

    /// <summary>What it means.</summary>
    public string Help { get; }

    /// <summary>The names of its labels; may be empty.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    internal abstract void Write(IMetricFamilyWriter writer);

    private protected TChild Child<TChild>(
        ConcurrentDictionary<string, TChild> children,
        IReadOnlyList<string> labelValues,
        Func<LabelPairs, TChild> create)
    {
        if (labelValues.Count != LabelNames.Count)
        {
            throw new ArgumentException(
                $"BUG: metric `{Name}` has {LabelNames.Count} labels, not {labelValues.Count}", nameof(labelValues));
        }

        var key = string.Join('\xff', labelValues);
        if (children.TryGetValue(key, out var child))
        {
            return child;
        }

        if (children.Count >= LabelSetCountMax)
        {
            labelValues = [.. LabelNames.Select(_ => "other")];
            key = string.Join('\xff', labelValues);
        }

        return children.GetOrAdd(key, _ => create(new LabelPairs(LabelNames, labelValues)));
    }

    private protected static IEnumerable<TChild> Sorted<TChild>(ConcurrentDictionary<string, TChild> children) =>
        children.OrderBy(child => child.Key, StringComparer.Ordinal).Select(child => child.Value);
}
