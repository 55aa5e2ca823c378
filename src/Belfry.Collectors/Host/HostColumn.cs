using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host;

/// <summary>One family of a <see cref="HostTable"/>.</summary>
/// <param name="Name">The full metric name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Help">What it is.</param>
internal sealed record HostColumn(string Name, MetricType Type, string Help)
{
    internal static HostColumn Counter(string name, string help) => new(name, MetricType.Counter, help);

    internal static HostColumn Gauge(string name, string help) => new(name, MetricType.Gauge, help);
}
