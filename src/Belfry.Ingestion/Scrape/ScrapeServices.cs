using Belfry.Storage.Contracts;
using Microsoft.Extensions.Logging;

namespace Belfry.Ingestion.Scrape;

/// <summary>What every pool and loop needs of the process.</summary>
internal sealed record ScrapeServices(
    ISampleStore Store,
    TimeProvider Clock,
    ScrapeOptions Options,
    ScrapeMetrics Metrics,
    DurationSummary IntervalLength,
    DurationSummary SyncLength,
    LinePool Lines,
    ILogger Logger);
