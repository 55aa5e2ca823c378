namespace Belfry.Query.Tests;

/// <summary>Queries that touch every operator and function, on the series of <see cref="SampleStore"/>.</summary>
internal static class Queries
{
    private static readonly string[] Histograms =
    [
        "nh", "nh offset 1m", "nh @ 600", "-nh", "nh * 2", "3 / nh", "nh / 2 != nh", "nh + nh", "nh - nh offset 30s",
        "nhcb + ignoring (id) group_left nhcb{id=\"0\"}", "nh == nh offset 15s", "nh == bool nh", "nh > 1", "nh </ 1.5",
        "nh >/ 0.7", "nhcb </ 1.5", "rate(nh[2m])", "increase(nhcb[2m])", "delta(nh[2m])", "irate(nh[2m])",
        "idelta(nhcb[2m])", "changes(nh[2m])", "resets(nh[2m])", "sum_over_time(nh[2m])", "avg_over_time(nhcb[2m])",
        "min_over_time(nh[2m])", "ts_of_max_over_time(nh[2m])", "quantile_over_time(0.5, nh[2m])",
        "count_over_time(nh[2m])", "last_over_time(nh[2m])", "first_over_time(nh[2m])", "present_over_time(nh[2m])",
        "ts_of_last_over_time(nh[2m])", "ts_of_first_over_time(nh[2m])", "deriv(nh[2m])", "sum(nh)",
        "sum by (job) (rate(nh[1m]))", "avg(nh)", "avg without (id) (nhcb)", "min(nh)", "count(nh)", "group(nhcb)",
        "stddev(nh)", "topk(2, nh)", "limitk(2, nh)", "quantile(0.5, nh)", "count_values(\"v\", nhcb)", "nh and g",
        "nh or g", "g unless on (id) nh", "rate(nh[1m:10s])", "last_over_time(nh[1m:10s])",
        "histogram_count(nh)", "histogram_sum(rate(nh[2m]))", "histogram_avg(nhcb)", "histogram_stddev(nh)",
        "histogram_stdvar(nhcb)", "histogram_quantile(0.9, nh)", "histogram_quantile(0.2, rate(nhcb[2m]))",
        "histogram_quantiles(nh, \"q\", 0.1, 0.9)", "histogram_quantiles({__name__=~\"nh|h_bucket\"}, \"q\", 0.5)",
        "histogram_fraction(0, 1.5, nh)", "histogram_fraction(0.5, 2, nhcb)", "absent(nh{job=\"a\"})",
        "absent_over_time(nh{id=\"0\"}[30s])", "label_replace(nh, \"a\", \"$1\", \"job\", \"(.).*\")",
        "scalar(nh{id=\"0\"})", "timestamp(nh)", "abs(nh)", "sort_by_label(nh, \"id\")", "sort(nh)",
        "sum({__name__=~\"nh|nhcb\"})", "histogram_count(sum(nh))",
    ];

    internal static string[] All { get; } =
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
        .. Histograms,
    ];
}
