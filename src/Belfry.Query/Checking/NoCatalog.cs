using Belfry.Model.Metrics;

namespace Belfry.Query.Checking;

/// <summary>Nothing is known of any metric: queries are judged by their text.</summary>
public sealed class NoCatalog : IMetricCatalog
{
    /// <summary>The only instance.</summary>
    public static NoCatalog Instance { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyCollection<string>? Names => null;

    /// <inheritdoc/>
    public MetricType? TypeOf(string name) => null;
}
