using Belfry.Alerting.Routing;
using Belfry.Alerting.Rules;
using Belfry.Alerting.Rules.Sending;
using Belfry.Api.Hosting;
using Belfry.Ingestion.Push;
using Belfry.Ingestion.Scrape;
using Belfry.Model.Metrics;
using Belfry.Query.Engine;
using Belfry.Storage.Contracts;
using Microsoft.Extensions.Logging;

namespace Belfry.Api;

/// <summary>What the HTTP surface stands on. All of it belongs to the host and outlives the listener.</summary>
public sealed record ApiParts
{
    /// <summary>The process around the API.</summary>
    public required IServerControl Server { get; init; }

    /// <summary>Answers PromQL.</summary>
    public required IQueryEngine Engine { get; init; }

    /// <summary>How long a sample counts as current, for federation.</summary>
    public TimeSpan LookbackDelta { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Where series are looked up.</summary>
    public required ISeriesSource Series { get; init; }

    /// <summary>What an operator may do to the store.</summary>
    public required IStoreAdministration Administration { get; init; }

    /// <summary>Which labels make how many series.</summary>
    public required ICardinalitySource Cardinality { get; init; }

    /// <summary>Where exemplars are looked up; null when the store keeps none.</summary>
    public required IExemplarSource? Exemplars { get; init; }

    /// <summary>The targets.</summary>
    public required ScrapeService Scrapes { get; init; }

    /// <summary>The rules.</summary>
    public required RuleService Rules { get; init; }

    /// <summary>The Alertmanagers elsewhere.</summary>
    public required AlertmanagerSender Sender { get; init; }

    /// <summary>The router in this process; null when alerts are only sent elsewhere.</summary>
    public required AlertRouter? Router { get; init; }

    /// <summary>Takes remote-write requests.</summary>
    public required RemoteWriteReceiver RemoteWrite { get; init; }

    /// <summary>The process's own metrics, served at <c>/metrics</c>.</summary>
    public required IMetricSource Metrics { get; init; }

    /// <summary>The machine's metrics, served at <c>/node/metrics</c>.</summary>
    public required IMetricSource HostMetrics { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Makes the API's loggers.</summary>
    public required ILoggerFactory Loggers { get; init; }
}
