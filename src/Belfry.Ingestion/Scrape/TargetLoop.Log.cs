using Microsoft.Extensions.Logging;

namespace Belfry.Ingestion.Scrape;

internal sealed partial class TargetLoop
{
    [LoggerMessage(3001, LogLevel.Debug, "scrape failed pool={Pool} target={Target} error={Error}")]
    private static partial void LogScrapeFailed(ILogger logger, string pool, string target, string error);

    [LoggerMessage(3002, LogLevel.Error, "scrape was not stored pool={Pool} target={Target} missed={Missed}")]
    private static partial void LogCommitFailed(
        ILogger logger, string pool, string target, int missed, Exception exception);

    [LoggerMessage(3003, LogLevel.Error, "scrape broke and the loop goes on pool={Pool} target={Target}")]
    private static partial void LogScrapeBroke(ILogger logger, string pool, string target, Exception exception);

    [LoggerMessage(3004, LogLevel.Warning,
        "scraped samples were rejected pool={Pool} target={Target} "
        + "out_of_order={OutOfOrder} duplicate={Duplicate} out_of_bounds={OutOfBounds}")]
    private static partial void LogRejected(
        ILogger logger, string pool, string target, int outOfOrder, int duplicate, int outOfBounds);

    [LoggerMessage(3005, LogLevel.Information, "scrapes are stored again pool={Pool} target={Target} missed={Missed}")]
    private static partial void LogStoredAgain(ILogger logger, string pool, string target, int missed);
}
