using Belfry.Alerting.Rules.Telemetry;
using Belfry.Query.Engine;
using Belfry.Storage.Contracts;
using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Rules.Evaluation;

/// <summary>What every group uses: the engine, the store, where alerts go, the clock. Shared between threads.</summary>
internal sealed record RuleRuntime(
    IQueryEngine Engine,
    ISampleStore Store,
    IAlertSink Sink,
    RuleOptions Options,
    TimeProvider Clock,
    RuleMetrics Metrics,
    ILogger Logger)
{
    /// <summary>How rules ask.</summary>
    public RuleQueries Queries { get; } = new(Engine);

    /// <summary>How rules write.</summary>
    public SeriesWriter Writer { get; } = new(Store);
}
