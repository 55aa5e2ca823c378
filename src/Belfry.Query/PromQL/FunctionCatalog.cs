using System.Collections.Frozen;
using static Belfry.Query.PromQL.ExpressionType;

namespace Belfry.Query.PromQL;

/// <summary>
/// Every function of the language with its types. Which of them the engine computes is the engine's business.
/// </summary>
internal static class FunctionCatalog
{
    private static readonly FrozenDictionary<string, FunctionSignature> Signatures = All().ToFrozenDictionary(
        signature => signature.Name, StringComparer.Ordinal);

    internal static IReadOnlyCollection<FunctionSignature> Everything => Signatures.Values;

    internal static bool TryFind(string name, out FunctionSignature? signature) =>
        Signatures.TryGetValue(name, out signature);

    private static IEnumerable<FunctionSignature> All() =>
        Vectors().Concat(Ranges()).Concat(Scalars()).Concat(Experimental());

    private static IEnumerable<FunctionSignature> Vectors()
    {
        string[] plain =
        [
            "abs", "absent", "acos", "acosh", "asin", "asinh", "atan", "atanh", "ceil", "cos", "cosh", "deg", "exp",
            "floor",
            "histogram_avg", "histogram_count", "histogram_stddev", "histogram_stdvar", "histogram_sum",
            "ln", "log10", "log2",
            "rad", "sgn", "sin", "sinh", "sort", "sort_desc", "sqrt", "tan", "tanh", "timestamp",
        ];
        foreach (var name in plain)
        {
            yield return new(name, Vector, 0, [Vector]);
        }

        string[] dates =
        [
            "day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute", "month", "year",
        ];
        foreach (var name in dates)
        {
            yield return new(name, Vector, 1, [Vector]);
        }

        yield return new("clamp", Vector, 0, [Vector, Scalar, Scalar]);
        yield return new("clamp_max", Vector, 0, [Vector, Scalar]);
        yield return new("clamp_min", Vector, 0, [Vector, Scalar]);
        yield return new("histogram_fraction", Vector, 0, [Scalar, Scalar, Vector]);
        yield return new("histogram_quantile", Vector, 0, [Scalar, Vector]);
        yield return new("label_join", Vector, -1, [Vector, Text, Text, Text]);
        yield return new("label_replace", Vector, 0, [Vector, Text, Text, Text, Text]);
        yield return new("round", Vector, 1, [Vector, Scalar]);
    }

    private static IEnumerable<FunctionSignature> Ranges()
    {
        string[] plain =
        [
            "absent_over_time", "avg_over_time", "changes", "count_over_time", "delta", "deriv", "first_over_time",
            "idelta",
            "increase", "irate", "last_over_time", "max_over_time", "min_over_time", "present_over_time",
            "rate", "resets",
            "stddev_over_time", "stdvar_over_time", "sum_over_time",
        ];
        foreach (var name in plain)
        {
            yield return new(name, Vector, 0, [Matrix]);
        }

        yield return new("predict_linear", Vector, 0, [Matrix, Scalar]);
        yield return new("quantile_over_time", Vector, 0, [Scalar, Matrix]);
    }

    private static IEnumerable<FunctionSignature> Scalars()
    {
        yield return new("pi", Scalar, 0, []);
        yield return new("scalar", Scalar, 0, [Vector]);
        yield return new("time", Scalar, 0, []);
        yield return new("vector", Vector, 0, [Scalar]);
    }

    private static IEnumerable<FunctionSignature> Experimental()
    {
        FunctionSignature[] signatures =
        [
            new("double_exponential_smoothing", Vector, 0, [Matrix, Scalar, Scalar]),
            new("histogram_quantiles", Vector, 10, [Vector, Text, Scalar, Scalar]),
            new("info", Vector, 1, [Vector, Vector]),
            new("mad_over_time", Vector, 0, [Matrix]),
            new("max_of", Scalar, 0, [Scalar, Scalar]),
            new("min_of", Scalar, 0, [Scalar, Scalar]),
            new("sort_by_label", Vector, -1, [Vector, Text]),
            new("sort_by_label_desc", Vector, -1, [Vector, Text]),
            new("start_timestamp", Vector, 0, [Vector]),
            new("ts_of_first_over_time", Vector, 0, [Matrix]),
            new("ts_of_last_over_time", Vector, 0, [Matrix]),
            new("ts_of_max_over_time", Vector, 0, [Matrix]),
            new("ts_of_min_over_time", Vector, 0, [Matrix]),
            new("start", Scalar, 0, []),
            new("end", Scalar, 0, []),
            new("range", Scalar, 0, []),
            new("step", Scalar, 0, []),
        ];
        return signatures.Select(signature => signature with { IsExperimental = true });
    }
}
