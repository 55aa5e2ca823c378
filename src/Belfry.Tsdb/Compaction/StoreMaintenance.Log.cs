using Microsoft.Extensions.Logging;

namespace Belfry.Tsdb.Compaction;

/// <content>The maintenance events.</content>
internal sealed partial class StoreMaintenance
{
    [LoggerMessage(3101, LogLevel.Error, "could not {Task}; it is tried again")]
    private static partial void LogFailed(ILogger logger, string task, Exception failure);

    [LoggerMessage(3102, LogLevel.Information, "block cut from the head; {BlockCount} blocks now")]
    private static partial void LogCut(ILogger logger, int blockCount);

    [LoggerMessage(3103, LogLevel.Information, "{SourceCount} blocks merged into {Block}")]
    private static partial void LogMerged(ILogger logger, int sourceCount, string block);

    [LoggerMessage(3104, LogLevel.Information, "{BlockCount} blocks dropped because they were past the retention")]
    private static partial void LogDropped(ILogger logger, int blockCount);

    [LoggerMessage(3105, LogLevel.Information,
        "{BlockCount} blocks dropped because the store was larger than {LimitBytes} bytes")]
    private static partial void LogDroppedForSize(ILogger logger, int blockCount, long limitBytes);
}
