using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host;

/// <summary>
/// Keeps the promise that a family is begun once, though people name the families in their text files as they like:
/// what comes second is dropped, samples and all. For one run of all collectors.
/// </summary>
internal sealed class FirstFamilyWriter(IMetricFamilyWriter destination) : IMetricFamilyWriter
{
    private readonly HashSet<string> begun = new(StringComparer.Ordinal);
    private bool isDropped;

    public void BeginFamily(string name, MetricType type, string help)
    {
        isDropped = !begun.Add(name);
        if (!isDropped)
        {
            destination.BeginFamily(name, type, help);
        }
    }

    public void WriteSample(string suffix, ReadOnlySpan<KeyValuePair<string, string>> labels, double value)
    {
        if (!isDropped)
        {
            destination.WriteSample(suffix, labels, value);
        }
    }
}
