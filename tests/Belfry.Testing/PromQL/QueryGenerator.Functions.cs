namespace Belfry.Testing.PromQL;

/// <summary>Functions.</summary>
public sealed partial class QueryGenerator
{
    private GeneratedQuery RangeFunction(int depth) => random.Next(12) switch
    {
        0 or 1 or 2 => Increase(depth),
        3 => Choosing(depth),
        4 => Counting(depth),
        5 or 6 => Summing(depth),
        7 => Deviating(depth),
        8 => Trending(depth),
        9 => Differing(depth),
        10 => Absence(depth),
        _ => grammar.IsForComparison ? Choosing(depth) : LaterRange(depth),
    };

    // The extrapolation near zero differs between versions, and a reset is a jump.
    private GeneratedQuery Increase(int depth)
    {
        var name = Pick("rate", "rate", "increase", "irate");
        var range = Range(depth, one => one.IsCounter);
        return Of(name, range) with { IsFinite = range.IsFinite };
    }

    private GeneratedQuery Choosing(int depth)
    {
        var range = Range(depth, _ => true);
        var name = Pick("min_over_time", "max_over_time", "last_over_time");
        return Of(name, range) with
        {
            Exactness = range.Exactness,
            IsFinite = range.IsFinite,
            HasHistograms = range.HasHistograms && name == "last_over_time",
        };
    }

    private GeneratedQuery Counting(int depth)
    {
        var name = Pick("count_over_time", "present_over_time", "changes", "resets");
        var range = Range(depth, one => name[0] is not ('c' or 'r') || one.Exactness >= Exactness.Reproducible);
        return Of(name, range) with { Exactness = Exactness.Dyadic, IsFinite = true };
    }

    private GeneratedQuery Summing(int depth)
    {
        var name = Pick("sum_over_time", "avg_over_time");
        var range = Range(depth, _ => true);
        return Of(name, range) with
        {
            Exactness = range.Exactness == Exactness.Dyadic && name[0] == 's'
                ? Exactness.Dyadic : Exactness.Approximate,
            IsFinite = range.IsFinite,
            HasHistograms = range.HasHistograms,
        };
    }

    private GeneratedQuery Deviating(int depth)
    {
        var range = Range(depth, _ => true);
        var quantile = Pick("0.37", "0", "1", "0.9", "-1", "2", "0.5");
        return OneIn(2)
            ? Of("quantile_over_time", range, $"{quantile}, ")
            : Of(Pick("stddev_over_time", "stdvar_over_time"), range);
    }

    private GeneratedQuery Trending(int depth)
    {
        var range = Range(depth, one => !IsPinned(one));
        return random.Next(3) switch
        {
            0 => Of("deriv", range),
            1 => Of("predict_linear", range, "", $", {random.Next(-600, 3600)}"),
            _ => Of("double_exponential_smoothing", range, "", Pick(", 0.3, 0.6", ", 0.8, 0.1", ", 0.5, 0.5")),
        };
    }

    /// <summary>Whether the range itself stands at one moment.</summary>
    private static bool IsPinned(GeneratedQuery range) =>
        range.Text[range.Text.LastIndexOf(']')..].Contains('@', StringComparison.Ordinal);

    /// <summary>Whether it is a selector that stands at one moment, in parentheses or not.</summary>
    private static bool IsPinnedSelector(GeneratedQuery query) =>
        query.Text.Contains('@', StringComparison.Ordinal)
        && (query.Parts.Count == 0
            || (query.Text == $"({query.Parts[0]})" && IsPinnedSelector(query.Parts[0])));

    private GeneratedQuery Differing(int depth)
    {
        var name = Pick("delta", "idelta");
        var range = Range(depth, _ => true);
        return Of(name, range) with
        {
            Exactness = name == "idelta" && range.Exactness == Exactness.Dyadic
                ? Exactness.Dyadic : Exactness.Approximate,
            IsFinite = range.IsFinite,
        };
    }

    private GeneratedQuery Absence(int depth) =>
        Of("absent_over_time", Range(depth, _ => true)) with { Exactness = Exactness.Dyadic, IsFinite = true };

    private static GeneratedQuery Of(string name, GeneratedQuery range, string before = "", string after = "") =>
        new($"{name}({before}{range}{after})", GeneratedType.Vector, range);

    private GeneratedQuery ElementFunction(int depth)
    {
        switch (random.Next(6))
        {
            case 0:
                var smooth = Vector(depth - 1);
                return new($"{SmoothFunction()}({smooth})", GeneratedType.Vector, smooth);
            case 1:
                var absolute = Vector(depth - 1);
                return Like(absolute, $"abs({absolute})");
            case 2:
                var jumping = Jumpable(depth - 1);
                return Like(jumping, $"{Pick("ceil", "floor", "sgn")}({jumping})") with { IsCounter = false };
            case 3:
                var rounded = Jumpable(depth - 1);
                var text = $"round({rounded}{Pick("", "", ", 0.25", ", 5", ", 3")})";
                return Like(rounded, text) with { Exactness = Exactness.Reproducible, IsCounter = false };
            case 4:
                var clamped = Vector(depth - 1);
                var (low, high) = (Number(), Number());
                var bounds = Pick($"clamp({clamped}, {low}, {high})", $"clamp_min({clamped}, {low})",
                    $"clamp_max({clamped}, {high})");
                return Like(clamped, bounds) with { IsCounter = false };
            default:
                var dated = Plain(MetricNature.Counter);
                var name = Pick("day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute",
                    "month", "year");
                var dates = OneIn(4) ? $"{name}()" : $"{name}({dated} * 86400)";
                return new(dates, GeneratedType.Vector, dated) { Exactness = Exactness.Dyadic, IsFinite = true };
        }
    }

    private string SmoothFunction() => Pick(
        "acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "deg", "exp", "ln", "log10", "log2", "rad",
        "sin", "sinh", "sqrt", "tan", "tanh");

    private GeneratedQuery LabelFunction(int depth)
    {
        var inner = Vector(depth - 1);
        var text = random.Next(3) switch
        {
            0 => $"label_replace({inner}, \"{Pick("place", "zone", "job")}\", "
                + $"\"{Pick("$1", "x-$1", "${1}${2}", "")}\", "
                + $"\"{Pick("job", "instance", "mode", "none")}\", \"{Pick("(.*)", "(a.*)|(w.*)", "(.).*", "")}\")",
            1 => $"label_join({inner}, \"{Pick("place", "job")}\", \"{Pick("-", "")}\", \"job\", \"instance\")",
            _ => $"label_replace({inner}, \"__name__\", \"{Pick("n_$1", "renamed")}\", \"job\", \"(.*)\")",
        };
        return Like(inner, text);
    }

    private GeneratedQuery HistogramFunction(int depth)
    {
        if (!grammar.IsForComparison && OneIn(2))
        {
            var native = Vector(depth - 1, _ => true);
            return new(
                Pick($"histogram_quantile(0.9, {native})", $"histogram_fraction(0.7, 2, {native})",
                    $"histogram_count({native})", $"histogram_sum({native})", $"histogram_avg({native})",
                    $"histogram_stddev({native})", $"histogram_stdvar({native})"),
                GeneratedType.Vector,
                native);
        }

        var range = Selected(
            Metric(one => one.Nature == MetricNature.Buckets), $"[{5 * random.Next(8, 200)}s]", GeneratedType.Matrix);
        var rate = new GeneratedQuery($"{Pick("rate", "increase")}({range})", GeneratedType.Vector, range);
        var buckets = random.Next(4) switch
        {
            0 => rate,
            1 => Plain(MetricNature.Buckets),
            2 => new($"sum by (le, job) ({rate})", GeneratedType.Vector, rate),
            _ => new($"sum by (le) ({rate})", GeneratedType.Vector, rate),
        };
        var quantile = Pick("0.9", "0.37", "0.5", "0", "1", "-1", "2");
        return new($"histogram_quantile({quantile}, {buckets})", GeneratedType.Vector, buckets);
    }

    private GeneratedQuery Other(int depth)
    {
        switch (random.Next(7))
        {
            case 6:
                return Mixed();
            case 0:
                var scalar = Scalar(depth - 1);
                return Vector(scalar);
            case 1:
                var stamped = Vector(OneIn(2) ? 0 : depth - 1, one => !IsPinnedSelector(one));
                return new($"timestamp({stamped})", GeneratedType.Vector, stamped)
                {
                    Exactness = Exactness.Reproducible,
                    IsFinite = true,
                };
            case 2:
                var missing = OneIn(2)
                    ? Vector(depth - 1)
                    : new($"none{{job=\"{Pick("api", "web")}\"}}", GeneratedType.Vector);
                return new($"absent({missing})", GeneratedType.Vector, missing)
                {
                    Exactness = Exactness.Dyadic,
                    IsFinite = true,
                };
            case 3:
                var negated = Vector(depth - 1);
                return Like(negated, $"-({negated})") with { IsCounter = false };
            default:
                var grouped = Vector(depth - 1);
                return Like(grouped, $"({grouped})");
        }
    }
}
