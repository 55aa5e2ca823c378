using Belfry.Query.PromQL;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine;

/// <summary>The limits and switches of a <see cref="QueryEngine"/>; the defaults are Prometheus's.</summary>
public sealed record QueryEngineOptions
{
    internal static readonly TimeSpan DefaultLookback = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long an instant selector looks back: <c>--query.lookback-delta</c>; the default where it is not positive.
    /// </summary>
    public TimeSpan LookbackDelta { get; init; } = DefaultLookback;

    /// <summary>After how long a query is given up: <c>--query.timeout</c>.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many samples one query may hold in memory: <c>--query.max-samples</c>.</summary>
    public long MaxSamples { get; init; } = 50_000_000;

    /// <summary>How many queries are evaluated at a time; others wait: <c>--query.max-concurrency</c>.</summary>
    public int MaxConcurrency { get; init; } = 20;

    /// <summary>The step of a subquery that names none: the global evaluation interval.</summary>
    public TimeSpan DefaultSubqueryStep { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Which tier queries are answered from that do not say it themselves.</summary>
    public TierChoice Tier { get; init; }

    /// <summary>How many threads evaluate one big query; answers do not depend on it.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>How many values are computed before they are handed on; answers do not depend on it.</summary>
    public int BlockValuesMax { get; init; } = 1 << 16;

    /// <summary>
    /// The flag <c>promql-delayed-name-removal</c>: names go at the very end, so that functions can use them.
    /// </summary>
    public bool DelayedNameRemoval { get; init; }

    /// <summary>
    /// The flag <c>type-and-unit-labels</c>: the label <c>__type__</c> tells whether a series is a counter.
    /// </summary>
    public bool TypeAndUnitLabels { get; init; }

    /// <summary>
    /// The flag <c>promql-per-step-stats</c>: samples are also counted step by step, for requests that ask for it.
    /// </summary>
    public bool PerStepStatistics { get; init; }

    /// <summary>
    /// The flag <c>use-start-timestamps</c>: rates and resets look at since when samples count, where that is known.
    /// </summary>
    public bool UseStartTimestamps { get; init; }

    /// <summary>
    /// How much memory the answers of range queries may take that are kept to be used again; none keeps none:
    /// <c>--query.reuse-memory</c>. Answers do not depend on it.
    /// </summary>
    public long ReuseBytesMax { get; init; } = 64L << 20;

    /// <summary>Which parts of the language behind feature flags are allowed.</summary>
    public PromQLFeatures Features { get; init; } = PromQLFeatures.Stable;
}
