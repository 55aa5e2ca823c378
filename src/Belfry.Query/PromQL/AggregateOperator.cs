namespace Belfry.Query.PromQL;

/// <summary>The aggregations over label dimensions.</summary>
public enum AggregateOperator
{
    /// <summary><c>sum</c></summary>
    Sum,

    /// <summary><c>avg</c></summary>
    Average,

    /// <summary><c>count</c></summary>
    Count,

    /// <summary><c>min</c></summary>
    Min,

    /// <summary><c>max</c></summary>
    Max,

    /// <summary><c>group</c></summary>
    Group,

    /// <summary><c>stddev</c></summary>
    StandardDeviation,

    /// <summary><c>stdvar</c></summary>
    StandardVariance,

    /// <summary><c>topk</c></summary>
    TopK,

    /// <summary><c>bottomk</c></summary>
    BottomK,

    /// <summary><c>quantile</c></summary>
    Quantile,

    /// <summary><c>count_values</c></summary>
    CountValues,

    /// <summary><c>limitk</c></summary>
    LimitK,

    /// <summary><c>limit_ratio</c></summary>
    LimitRatio,
}
