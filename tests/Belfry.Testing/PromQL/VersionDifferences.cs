namespace Belfry.Testing.PromQL;

/// <summary>
/// What Prometheus 2.42 and 3.14 mean differently, and how each difference is kept out of a comparison. Nothing else is
/// left out.
/// </summary>
public static class VersionDifferences
{
    /// <summary>The table: the difference, since which version, and how it is kept out.</summary>
    public static IReadOnlyList<(string What, string Since, string How)> All { get; } =
    [
        ("ranges and lookback are open on the left", "3.0",
            "no sample lies on a whole second, and all times, ranges and offsets are whole seconds"),
        ("ranges of subqueries are open on the left", "3.0",
            "ranges of subqueries are 10 n + 4 s, their steps 10 n s, evaluation times 10 n + 3 s"),
        ("`stddev` and `stdvar` of a group with NaN or Inf are NaN", "3.0", "not asked of values that may be either"),
        ("`avg` of infinite values", "2.55", "not asked of values that may be infinite or NaN"),
        ("`sum` and `avg` are compensated", "2.54, 2.55",
            "values are equal within the tolerance; jumps only on what both compute to the bit"),
        ("compensated sums that overflow are infinite, not NaN", "2.53", "values are far from the biggest number"),
        ("`topk` and `bottomk` take any of equal values, 2.42 in the order of a hash table", "",
            "series that only one has at a time must have equals there that only the other has; only `sum`, `count`, "
            + "`min`, `max` stand above"),
        ("the extrapolation before a counter's first sample ends half an interval before it", "2.51",
            "`rate` and `increase` only of counters that are far from zero, also after a reset"),
        ("`atan2` drops the name", "3.9", "the result is multiplied by 1, which drops it in both"),
        ("comparisons of many to one need `group_left`, also where nothing is kept", "3.9",
            "an error with just this text is no disagreement if 2.42 gives it with `bool`, which keeps all"),
        ("`count_values by` three labels loses some of them at later steps", "2.42 only",
            "only by none, one or two labels"),
        ("`predict_linear` of a range with `@` is empty at later steps", "2.42 only", "its ranges have no `@`"),
        ("series that get the same labels are one where they are there at different times", "3.x",
            "2.42 is asked for each step by itself; only with a subquery, where there are several times in one, the "
            + "error is no disagreement"),
        ("`timestamp` of a selector with `@` is empty", "2.42 only", "not generated"),
        ("`stddev` and `stdvar` of nearly equal big values have more digits", "2.54", "not asked of times"),
        ("`holt_winters` is `double_exponential_smoothing`", "3.0", "each is asked by its own name"),
        ("an aggregation or a label function holds what goes into it once, not also as the vector of a step",
            "2.49, 2.50", "peaks of samples only of queries without them"),
        ("what ranges hold at most depends on the order of series, which selectors do not promise", "",
            "peaks of samples only of queries without ranges"),
        ("functions and syntax of later versions", "2.43 to 3.14", "not generated"),
    ];
}
