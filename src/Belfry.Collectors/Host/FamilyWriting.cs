using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host;

/// <summary>Families of one sample.</summary>
internal static class FamilyWriting
{
    internal static void Gauge(this IMetricFamilyWriter writer, string name, string help, double value)
    {
        writer.BeginFamily(name, MetricType.Gauge, help);
        writer.WriteSample("", [], value);
    }

    internal static void Counter(this IMetricFamilyWriter writer, string name, string help, double value)
    {
        writer.BeginFamily(name, MetricType.Counter, help);
        writer.WriteSample("", [], value);
    }

    internal static void Untyped(this IMetricFamilyWriter writer, string name, string help, double value)
    {
        writer.BeginFamily(name, MetricType.Unknown, help);
        writer.WriteSample("", [], value);
    }

    /// <summary>A family whose one sample is 1 and says something in its labels.</summary>
    internal static void Facts(
        this IMetricFamilyWriter writer,
        string name,
        string help,
        params ReadOnlySpan<KeyValuePair<string, string>> labels)
    {
        writer.BeginFamily(name, MetricType.Gauge, help);
        writer.WriteSample("", labels, 1);
    }
}
