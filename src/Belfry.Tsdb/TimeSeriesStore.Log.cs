using Microsoft.Extensions.Logging;

namespace Belfry.Tsdb;

/// <content>The store's events.</content>
public sealed partial class TimeSeriesStore
{
    [LoggerMessage(3004, LogLevel.Information, "time series store closed")]
    private static partial void LogClosed(ILogger logger);

    [LoggerMessage(3006, LogLevel.Error, "journal could not be forced to the disk on closing")]
    private static partial void LogSyncFailed(ILogger logger, Exception failure);
}
