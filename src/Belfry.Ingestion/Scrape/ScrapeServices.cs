using Belfry.Storage.Contracts;
using Microsoft.Extensions.Logging;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// What every pool and loop needs of the process. Without <c>Waits</c>, loops wait by the clock, which may be one that
/// a test moves.
/// </summary>
internal sealed record ScrapeServices(
    ISampleStore Store,
    TimeProvider Clock,
    ScrapeClock? Waits,
    ScrapeOptions Options,
    ScrapeMetrics Metrics,
    DurationSummary IntervalLength,
    DurationSummary SyncLength,
    LinePool Lines,
    ILogger Logger);
