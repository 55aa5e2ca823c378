using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine;

/// <summary>One query: what, and at which times. An instant query is a range query of one step.</summary>
public sealed record QueryRequest
{
    /// <summary>The PromQL text.</summary>
    public required string Expression { get; init; }

    /// <summary>The first evaluation time.</summary>
    public required TimestampMs Start { get; init; }

    /// <summary>The last evaluation time, at most; equal to <see cref="Start"/> for an instant query.</summary>
    public required TimestampMs End { get; init; }

    /// <summary>The distance of evaluation times; zero for an instant query, otherwise positive.</summary>
    public TimeSpan Step { get; init; }

    /// <summary>How long an instant selector looks back; null for the engine's default.</summary>
    public TimeSpan? Lookback { get; init; }

    /// <summary>After how long to give up; null for the engine's default, which is also the most.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Which tier to answer from; by default the engine's setting.</summary>
    public TierChoice Tier { get; init; }

    /// <summary>Whether a range query may use what earlier ones have computed; the answer is the same.</summary>
    public bool Reuses { get; init; } = true;

    /// <summary>Where it comes from, for logs.</summary>
    public QueryOrigin? Origin { get; init; }

    /// <summary>Whether the result says how it came about; costs a little.</summary>
    public bool Explains { get; init; }

    /// <summary>How exactly the result says what it cost.</summary>
    public StatisticsDetail Statistics { get; init; }

    /// <summary>True when the query asks for one moment.</summary>
    public bool IsInstant => Step == TimeSpan.Zero;

    /// <summary>An instant query at <paramref name="time"/>.</summary>
    public static QueryRequest Instant(string expression, TimestampMs time) =>
        new() { Expression = expression, Start = time, End = time };
}
