using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.TextFiles;

/// <summary>A metric family found in text files. Used by one thread.</summary>
internal sealed class TextFamily(string name)
{
    private readonly List<(string Suffix, KeyValuePair<string, string>[] Labels, double Value)> samples = [];

    internal MetricType Type { get; set; } = MetricType.Unknown;

    internal string Help { get; set; } = "";

    internal int SampleCount => samples.Count;

    internal void Add(string suffix, KeyValuePair<string, string>[] labels, double value) =>
        samples.Add((suffix, labels, value));

    /// <summary>Takes over what another file says of the same family; the first type and help stay.</summary>
    internal void Add(TextFamily other) => samples.AddRange(other.samples);

    internal void WriteTo(IMetricFamilyWriter writer)
    {
        writer.BeginFamily(name, Type, Help);
        foreach (var (suffix, labels, value) in samples)
        {
            writer.WriteSample(suffix, labels, value);
        }
    }
}
