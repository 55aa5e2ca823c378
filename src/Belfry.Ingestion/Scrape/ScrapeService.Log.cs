using Microsoft.Extensions.Logging;

namespace Belfry.Ingestion.Scrape;

public sealed partial class ScrapeService
{
    [LoggerMessage(3021, LogLevel.Information,
        "scrape configuration was applied jobs={Jobs} kept={Kept} changed={Changed} removed={Removed}")]
    private static partial void LogApplied(ILogger logger, int jobs, int kept, int changed, int removed);
}
