using System.Globalization;
using Belfry.Model.Metrics;

namespace Belfry.Testing.Metrics;

/// <summary>What a metric source wrote, by <c>name{label="value",…}</c> without braces where there are no
/// labels.</summary>
public sealed class CollectedMetrics : IMetricFamilyWriter
{
    private readonly Dictionary<string, double> samples = new(StringComparer.Ordinal);
    private readonly HashSet<string> families = new(StringComparer.Ordinal);
    private string name = "";

    /// <summary>Asks <paramref name="source"/> and returns its samples. Throws when a family or sample comes
    /// twice.</summary>
    public static IReadOnlyDictionary<string, double> Of(IMetricSource source)
    {
        var collected = new CollectedMetrics();
        source.WriteMetrics(collected);
        return collected.samples;
    }

    /// <inheritdoc/>
    public void BeginFamily(string name, MetricType type, string help)
    {
        if (!families.Add(name))
        {
            throw new InvalidOperationException($"family {name} was begun twice");
        }

        this.name = name;
    }

    /// <inheritdoc/>
    public void WriteSample(string suffix, ReadOnlySpan<KeyValuePair<string, string>> labels, double value)
    {
        var pairs = new List<string>();
        foreach (var label in labels)
        {
            pairs.Add(string.Create(CultureInfo.InvariantCulture, $"{label.Key}=\"{label.Value}\""));
        }

        samples.Add(name + suffix + (pairs.Count == 0 ? "" : "{" + string.Join(',', pairs) + "}"), value);
    }
}
