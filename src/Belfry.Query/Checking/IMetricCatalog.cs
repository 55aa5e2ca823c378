using Belfry.Model.Metrics;

namespace Belfry.Query.Checking;

/// <summary>What is known of the metrics that there are.</summary>
public interface IMetricCatalog
{
    /// <summary>The names of all metrics; null when they are not known, so that none can be missing.</summary>
    IReadOnlyCollection<string>? Names { get; }

    /// <summary>What a metric was declared as; null when that is not known.</summary>
    MetricType? TypeOf(string name);
}
