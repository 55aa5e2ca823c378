namespace Belfry.Query.PromQL;

/// <summary>How an aggregation is written and what it takes.</summary>
public static class AggregateOperatorTraits
{
    private static readonly string[] Names =
    [
        "sum", "avg", "count", "min", "max", "group", "stddev", "stdvar", "topk", "bottomk", "quantile", "count_values",
        "limitk", "limit_ratio",
    ];

    /// <summary>As it is written.</summary>
    public static string Text(this AggregateOperator op) => Names[(int)op];

    /// <summary>True when it takes a parameter before the vector.</summary>
    public static bool HasParameter(this AggregateOperator op) => op >= AggregateOperator.TopK;

    internal static bool IsExperimental(this AggregateOperator op) => op >= AggregateOperator.LimitK;

    internal static AggregateOperator Named(string lowerCase) => (AggregateOperator)Array.IndexOf(Names, lowerCase);
}
