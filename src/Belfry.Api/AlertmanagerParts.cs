using Belfry.Alerting.Routing;
using Belfry.Api.Hosting;
using Belfry.Model.Metrics;

namespace Belfry.Api;

/// <summary>What a listener of Alertmanager's own stands on. All of it belongs to the host and outlives it.</summary>
public sealed record AlertmanagerParts
{
    /// <summary>The process around the API.</summary>
    public required ILifecycleControl Server { get; init; }

    /// <summary>The Belfry version, as <c>/api/v2/status</c> shows it.</summary>
    public required string Version { get; init; }

    /// <summary>The router.</summary>
    public required AlertRouter Router { get; init; }

    /// <summary>The process's own metrics, served at <c>/metrics</c>.</summary>
    public required IMetricSource Metrics { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }
}
