namespace Belfry.Query.Tests;

/// <summary>Queries that touch every operator and function, on the series of <see cref="SampleStore"/>.</summary>
internal static class Queries
{
    internal static readonly string[] All =
    [
        "x_total", "x_total offset 1m", "x_total @ 600", "-x_total", "x_total * 2", "x_total > 500",
        "x_total > bool 500", "rate(x_total[2m])", "increase(x_total[2m])", "delta(g[2m])", "irate(x_total[2m])",
        "idelta(g[2m])", "deriv(g[2m])", "predict_linear(g[2m], 60)", "changes(g[2m])", "resets(x_total[2m])",
        "sum_over_time(g[2m])", "avg_over_time(g[2m])", "min_over_time(g[2m])", "max_over_time(g[2m])",
        "count_over_time(g[2m])", "last_over_time(g[2m])", "stddev_over_time(g[2m])",
        "quantile_over_time(0.3, g[2m])", "present_over_time(g[2m])", "sum(x_total)",
        "sum by (job) (rate(x_total[1m]))", "avg without (id) (g)", "min by (job) (g)", "max(g)",
        "count by (job) (g)", "group(g)", "stddev(g)", "stdvar by (job) (g)", "topk(2, g)",
        "bottomk by (job) (1, g)", "quantile by (job) (0.7, g)", "count_values(\"v\", round(g / 50))",
        "g + on (id) x_total", "g - ignoring (kind) x_total", "x_total * on (job) group_left sum by (job) (g)",
        "g and x_total", "g or x_total", "g unless on (id) (x_total > 500)",
        "max_over_time(rate(x_total[1m])[3m:30s])", "sum(x_total) / sum(x_total offset 1m)",
        "absent(nothing{job=\"a\"})", "absent_over_time(g{id=\"9\"}[1m])",
        "histogram_quantile(0.9, sum by (le) (rate(h_bucket[2m])))", "histogram_fraction(0, 2, h_bucket)",
        "label_replace(g, \"a\", \"$1\", \"job\", \"(.).*\")", "scalar(sum(g)) * g",
        "label_join(g, \"b\", \"-\", \"job\", \"id\")", "timestamp(g)", "time() - timestamp(g)", "hour(g * 1000)",
        "clamp(g, 10, 20)", "round(g, 5)", "vector(time())", "sgn(g - 50)", "sqrt(g)",
        "sum_over_time(g[1m:10s] offset 30s)",
        "increase(x_total[2m] anchored)", "rate(x_total[2m] smoothed)", "delta(g[2m] smoothed offset 30s)",
        "changes(g[1m] anchored)", "resets(x_total[1m] anchored @ 600)", "x_total smoothed", "g smoothed @ 604",
        "info(x_total)", "info(g, {version=~\".+\"})", "info(sum by (job) (rate(x_total[1m])))",
        "info(x_total offset 1m, {version=\"2\"})",
    ];
}
