using Microsoft.Extensions.Logging;

namespace Belfry.Ingestion.Scrape;

internal sealed partial class ScrapePool
{
    [LoggerMessage(3011, LogLevel.Error, "target was not taken pool={Pool} labels={Labels} error={Error}")]
    private static partial void LogTargetRefused(ILogger logger, string pool, string labels, string error);

    [LoggerMessage(3012, LogLevel.Information,
        "scrape pool changed pool={Pool} targets={Targets} started={Started} stopped={Stopped}")]
    private static partial void LogSynced(ILogger logger, string pool, int targets, int started, int stopped);

    [LoggerMessage(3013, LogLevel.Error, "scrape pool could not take its new targets pool={Pool}")]
    private static partial void LogSyncBroke(ILogger logger, string pool, Exception exception);

    [LoggerMessage(3014, LogLevel.Warning, "targets could not be read pool={Pool} source={Source} error={Error}")]
    private static partial void LogSourceFailed(ILogger logger, string pool, string source, string error);
}
