namespace Belfry.Tsdb.Tests.Tiers;

/// <summary>Forty queries that tiers answer; $R is the range.</summary>
internal static class TierQueries
{
    internal static readonly string[] All =
    [
        "sum_over_time(temp[$R])",
        "avg_over_time(temp[$R])",
        "min_over_time(temp[$R])",
        "max_over_time(temp[$R])",
        "count_over_time(temp[$R])",
        "last_over_time(temp[$R])",
        "first_over_time(temp[$R])",
        "present_over_time(temp[$R])",
        "sum_over_time(noise[$R])",
        "avg_over_time(noise[$R])",
        "min_over_time(noise[$R])",
        "max_over_time(noise[$R])",
        "count_over_time(gaps[$R])",
        "avg_over_time(gaps[$R])",
        "last_over_time(gaps[$R])",
        "absent_over_time(gaps{copy=\"c0\"}[$R])",
        "changes(up[$R])",
        "resets(requests_total[$R])",
        "rate(requests_total[$R])",
        "increase(requests_total[$R])",
        "rate(seconds_total[$R])",
        "increase(seconds_total[$R])",
        "delta(temp[$R])",
        "rate(late[$R])",
        "delta(gaps[$R])",
        "sum by (job) (rate(requests_total[$R]))",
        "sum(increase(requests_total[$R]))",
        "avg(avg_over_time(temp[$R]))",
        "topk(2, rate(seconds_total[$R]))",
        "histogram_quantile(0.9, sum by (le) (rate(lat_bucket[$R])))",
        "histogram_quantile(0.5, sum by (le) (increase(lat_bucket[$R])))",
        "histogram_fraction(0, 1, sum by (le) (rate(lat_bucket[$R])))",
        "temp",
        "quantile(0.5, temp)",
        "quantile by (job) (0.9, noise)",
        "max(gaps) - min(gaps)",
        "count(up == 1)",
        "timestamp(temp)",
        "max_over_time(rate(requests_total[$R])[6h:1h])",
        "rate(requests_total[$R] offset 1d) / rate(requests_total[$R])",
    ];
}
