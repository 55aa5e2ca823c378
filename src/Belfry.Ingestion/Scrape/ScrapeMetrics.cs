using Belfry.Platform.Telemetry;

namespace Belfry.Ingestion.Scrape;

/// <summary>What the scraper counts about itself, under the original's names. Thread-safe.</summary>
internal sealed class ScrapeMetrics(MetricRegistry registry)
{
    internal GaugeFamily PoolTargets { get; } = registry.Gauge(
        "prometheus_target_scrape_pool_targets", "Current number of targets in this scrape pool.", "scrape_job");

    internal GaugeFamily PoolTargetLimit { get; } = registry.Gauge(
        "prometheus_target_scrape_pool_target_limit",
        "Maximum number of targets allowed in this scrape pool.",
        "scrape_job");

    internal GaugeFamily DiscoveredTargets { get; } = registry.Gauge(
        "prometheus_sd_discovered_targets", "Current number of discovered targets.", "name", "config");

    internal CounterFamily Pools { get; } = registry.Counter(
        "prometheus_target_scrape_pools_total", "Total number of scrape pool creation attempts.");

    internal CounterFamily PoolReloads { get; } = registry.Counter(
        "prometheus_target_scrape_pool_reloads_total", "Total number of scrape pool reloads.");

    internal CounterFamily Syncs { get; } = registry.Counter(
        "prometheus_target_scrape_pool_sync_total",
        "Total number of syncs that were executed on a scrape pool.",
        "scrape_job");

    internal CounterFamily SyncFailed { get; } = registry.Counter(
        "prometheus_target_sync_failed_total", "Total number of target sync failures.", "scrape_job");

    internal CounterFamily SourceFailed { get; } = registry.Counter(
        "prometheus_sd_refresh_failures_total",
        "Number of refresh failures for the given SD mechanism.",
        "config");

    internal CounterFamily TargetLimitExceeded { get; } = registry.Counter(
        "prometheus_target_scrape_pool_exceeded_target_limit_total",
        "Total number of times scrape pools hit the target limit, during sync or config reload.");

    internal CounterFamily LabelLimitsExceeded { get; } = registry.Counter(
        "prometheus_target_scrape_pool_exceeded_label_limits_total",
        "Total number of times scrape pools hit the label limits, during sync or config reload.");

    internal CounterFamily BodySizeExceeded { get; } = registry.Counter(
        "prometheus_target_scrapes_exceeded_body_size_limit_total",
        "Total number of scrapes that hit the body size limit");

    internal CounterFamily SampleLimitExceeded { get; } = registry.Counter(
        "prometheus_target_scrapes_exceeded_sample_limit_total",
        "Total number of scrapes that hit the sample limit and were rejected.");

    internal CounterFamily BucketLimitExceeded { get; } = registry.Counter(
        "prometheus_target_scrapes_exceeded_native_histogram_bucket_limit_total",
        "Total number of scrapes that hit the native histogram bucket limit and were rejected.");

    internal CounterFamily ExemplarsOutOfOrder { get; } = registry.Counter(
        "prometheus_target_scrapes_exemplar_out_of_order_total",
        "Total number of exemplar rejected due to not being out of the expected order.");

    internal CounterFamily DuplicateTimestamp { get; } = registry.Counter(
        "prometheus_target_scrapes_sample_duplicate_timestamp_total",
        "Total number of samples rejected due to duplicate timestamps but different values.");

    internal CounterFamily OutOfOrder { get; } = registry.Counter(
        "prometheus_target_scrapes_sample_out_of_order_total",
        "Total number of samples rejected due to not being out of the expected order.");

    internal CounterFamily OutOfBounds { get; } = registry.Counter(
        "prometheus_target_scrapes_sample_out_of_bounds_total",
        "Total number of samples rejected due to timestamp falling outside of the time bounds.");

    internal CounterFamily StoreLimitReached { get; } = registry.Counter(
        "belfry_target_scrapes_sample_store_limit_total",
        "Samples rejected because the store takes no further series.");

    internal CounterFamily CommitFailed { get; } = registry.Counter(
        "belfry_target_scrapes_commit_failed_total", "Scrapes that the store could not write.");

    internal CounterFamily LoopFailures { get; } = registry.Counter(
        "belfry_target_scrape_loop_failures_total", "Scrapes that failed in a way nobody foresaw.");

    internal CounterFamily Samples { get; } = registry.Counter(
        "belfry_scraped_samples_total", "Samples read from targets, whatever became of them.");

    internal void Add(in ScrapeTally tally)
    {
        Samples.Increment(tally.Scraped);
        AddIfAny(DuplicateTimestamp, tally.DuplicateTimestamp);
        AddIfAny(OutOfOrder, tally.OutOfOrder);
        AddIfAny(OutOfBounds, tally.OutOfBounds);
        AddIfAny(ExemplarsOutOfOrder, tally.ExemplarsOutOfOrder);
        AddIfAny(StoreLimitReached, tally.LimitReached);
    }

    private static void AddIfAny(CounterFamily counter, int count)
    {
        if (count > 0)
        {
            counter.Increment(count);
        }
    }
}
