namespace Belfry.Testing.PromQL;

/// <summary>Aggregations and binary operators.</summary>
public sealed partial class QueryGenerator
{
    private static readonly string[] LabelNames = ["job", "instance", "mode", "zone", "version", "le", "none"];

    private GeneratedQuery Aggregation(int depth)
    {
        var name = Pick("sum", "sum", "avg", "min", "max", "count", "group", "stddev", "stdvar", "quantile");
        var inner = Vector(depth - 1, one => name switch
        {
            "avg" => one.IsFinite,
            "stddev" or "stdvar" => one.IsFinite && !HasTimes(one),
            _ => true,
        });
        var parameter = name == "quantile" ? $"{Pick("0.37", "0", "1", "0.9", "-1", "2", "0.5")}, " : "";
        var isCount = name is "count" or "group";
        return Like(inner, Grouped(name, parameter, inner)) with
        {
            Exactness = isCount ? Exactness.Dyadic
                : name is "min" or "max" ? inner.Exactness
                : name == "sum" && inner.Exactness == Exactness.Dyadic ? Exactness.Dyadic
                : Exactness.Approximate,
            IsFinite = isCount || (inner.IsFinite && name != "quantile"),
            IsCounter = false,
            HasHistograms = inner.HasHistograms && name is "sum" or "avg",
        };
    }

    private static bool HasTimes(GeneratedQuery query) =>
        query.Text.Contains("time()", StringComparison.Ordinal)
        || query.Text.Contains("timestamp(", StringComparison.Ordinal);

    private string Grouped(string name, string parameter, GeneratedQuery inner)
    {
        var labels = string.Join(", ", LabelNames.Where(_ => OneIn(3)));
        return random.Next(4) switch
        {
            0 => $"{name}({parameter}{inner})",
            1 => $"{name} by ({labels}) ({parameter}{inner})",
            2 => $"{name}({parameter}{inner}) by ({labels})",
            _ => $"{name} without ({labels}) ({parameter}{inner})",
        };
    }

    private GeneratedQuery RankedAggregation(int depth)
    {
        // Which of equal ones is taken is chance; above, it must not matter.
        if (OneIn(2))
        {
            var ranked = Ranked(depth);
            return !grammar.IsForComparison ? ranked
                : Like(ranked, $"{Pick("sum", "count", "min", "max")}({ranked})") with { IsCounter = false };
        }

        var inner = Jumpable(depth - 1);
        var counted = Grouped("count_values", $"\"{Pick("value", "job")}\", ", inner);
        if (grammar.IsForComparison && counted.Contains(" by (", StringComparison.Ordinal))
        {
            counted = $"count_values by ({Pick("job", "job, instance", "")}) (\"value\", {inner})";
        }

        return new(counted, GeneratedType.Vector, inner)
        {
            Exactness = Exactness.Dyadic,
            IsFinite = true,
        };
    }

    private GeneratedQuery Ranked(int depth)
    {
        var inner = Vector(depth - 1, one => one.Exactness == Exactness.Dyadic);
        return Like(inner, Grouped(Pick("topk", "bottomk"), $"{random.Next(0, 5)}, ", inner)) with { IsRanked = true };
    }

    private GeneratedQuery Arithmetic(int depth)
    {
        var (left, right) = Sides(depth, _ => true);
        return Combined(left, right, Pick("+", "-", "*", "/", "%", "^", "atan2"), Matching(canGroup: true));
    }

    private GeneratedQuery Combined(GeneratedQuery left, GeneratedQuery right, string operation, string matching)
    {
        operation = Allowed(operation, left, right);
        var text = $"{Inner(left)} {operation}{matching} {Inner(right)}";
        var isSum = operation is "+" or "-";
        text = operation == "atan2" && grammar.IsForComparison ? $"({text}) * 1" : text;
        return new(text, GeneratedType.Vector, left, right)
        {
            Exactness = operation is "^" or "atan2" || AnyApproximate(left, right) ? Exactness.Approximate
                : isSum && left.Exactness == Exactness.Dyadic && right.Exactness == Exactness.Dyadic
                    ? Exactness.Dyadic
                : Exactness.Reproducible,
            IsFinite = left.IsFinite && right.IsFinite && (isSum || operation == "*"),
            HasHistograms = left.HasHistograms || right.HasHistograms,
        };
    }

    // A remainder jumps.
    private string Allowed(string operation, GeneratedQuery left, GeneratedQuery right) =>
        grammar.IsForComparison && operation == "%" && AnyApproximate(left, right) ? "*" : operation;

    private GeneratedQuery Comparison(int depth)
    {
        var (left, right) = Sides(depth, one => one.Exactness >= Exactness.Reproducible);
        var (mode, matching) = (Pick("", " bool"), Matching(canGroup: true));
        var (one, operation, other) = (Inner(left), ComparisonOperator(), Inner(right));
        var isFilter = mode.Length == 0 && !matching.Contains("group", StringComparison.Ordinal);
        return Like(left, $"{one} {operation}{mode}{matching} {other}", right) with
        {
            IsCounter = false,
            IsFinite = left.IsFinite && right.IsFinite,
            WithBool = isFilter ? $"{one} {operation} bool{matching} {other}" : null,
        };
    }

    private (GeneratedQuery Left, GeneratedQuery Right) Sides(int depth, Func<GeneratedQuery, bool> isWanted)
    {
        if (OneIn(3))
        {
            return (Vector(depth - 1, isWanted), Vector(depth - 1, isWanted));
        }

        // Sides that fit: the same metric or the same grouping.
        var metric = Metric();
        if (OneIn(2))
        {
            return (Selected(metric, "", GeneratedType.Vector), Selected(metric, "", GeneratedType.Vector));
        }

        var grouping = Pick("job", "job, instance", "instance");
        return (Summed(depth, grouping, isWanted), Summed(depth, grouping, isWanted));
    }

    private GeneratedQuery Summed(int depth, string grouping, Func<GeneratedQuery, bool> isWanted)
    {
        var inner = Vector(depth - 1, isWanted);
        return Like(inner, $"{Pick("max", "min")} by ({grouping}) ({inner})") with { IsCounter = false };
    }

    private string Matching(bool canGroup)
    {
        if (OneIn(2))
        {
            return "";
        }

        var names = string.Join(", ", LabelNames.Where(_ => OneIn(3)));
        var matching = $" {Pick("on", "ignoring")} ({names})";
        return canGroup && OneIn(3) ? $"{matching} {Pick("group_left", "group_right")} ()" : matching;
    }

    private GeneratedQuery SetOperation(int depth)
    {
        var (left, right) = (Vector(depth - 1), Vector(depth - 1));
        var operation = Pick("and", "or", "unless");
        var isOr = operation == "or";
        return Like(left, $"{Inner(left)} {operation}{Matching(canGroup: false)} {Inner(right)}", right) with
        {
            Exactness = isOr && right.Exactness < left.Exactness ? right.Exactness : left.Exactness,
            IsFinite = left.IsFinite && (!isOr || right.IsFinite),
            IsCounter = left.IsCounter && (!isOr || right.IsCounter),
            HasHistograms = left.HasHistograms || right.HasHistograms,
        };
    }

    /// <summary>Many to one, the way it is meant: the one side is unique by the labels that are matched.</summary>
    private GeneratedQuery Join(int depth)
    {
        var many = Vector(depth - 1, one => one.Exactness >= Exactness.Reproducible);
        var isBuild = OneIn(3);
        var one = isBuild ? Plain(MetricNature.Constant) : Summed(depth, "job, instance", _ => true);
        var included = isBuild ? Pick("version", "") : "";
        var operation = isBuild ? "*" : Pick("+", "-", "*", "/", "%");
        var isLeft = OneIn(2);
        var matching = $" on (job, instance) {(isLeft ? "group_left" : "group_right")} ({included})";
        return isLeft ? Combined(many, one, operation, matching) : Combined(one, many, operation, matching);
    }

    private GeneratedQuery WithScalar(int depth)
    {
        var (vector, scalar) = (Vector(depth - 1), Scalar(depth - 1));
        var operation = Pick("+", "-", "*", "/", "%", "^", "atan2");
        return OneIn(2) ? Combined(vector, scalar, operation, "") : Combined(scalar, vector, operation, "");
    }

    private GeneratedQuery ComparisonWithScalar(int depth)
    {
        var vector = Jumpable(depth - 1);
        var (scalar, mode) = (ReproducibleScalar(), Pick("", " bool"));
        var text = OneIn(2)
            ? $"{Inner(vector)} {ComparisonOperator()}{mode} {scalar}"
            : $"{scalar} {ComparisonOperator()}{mode} {Inner(vector)}";
        return Like(vector, text, scalar) with { IsCounter = false };
    }

    /// <summary>
    /// Operators without parentheses, so that precedence decides. All operands are of one metric, or numbers, so that
    /// sides match however they are grouped, and exact, so that any comparison may stand above any arithmetic.
    /// </summary>
    private GeneratedQuery Mixed()
    {
        var metric = Pick("g", "c_total", "d_total", "t");
        var hasPower = OneIn(3);
        var text = metric;
        for (var count = random.Next(2, 6); count > 0; count--)
        {
            // What `^` gives may differ in the last digit: nothing jumps on it.
            var operation = hasPower ? Pick("+", "-", "*", "/", "^", "^", "and", "or", "unless")
                : Pick("+", "-", "*", "/", "%", "==", "!=", "<", ">=", "and", "or", "unless");
            var isSet = operation[0] is 'a' or 'o' or 'u';
            var mode = operation[0] is '=' or '!' or '<' or '>' ? Pick("", " bool") : "";
            text += $" {operation}{mode} {Pick("", "", "-")}{(isSet || OneIn(2) ? metric : Pick("2", "3", "0.5"))}";
        }

        return new($"{Pick("", "-")}{text}", GeneratedType.Vector)
        {
            Exactness = hasPower ? Exactness.Approximate : Exactness.Reproducible,
        };
    }

    private string ComparisonOperator() => Pick("==", "!=", "<", "<=", ">", ">=");
}
