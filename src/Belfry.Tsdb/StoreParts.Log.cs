using Microsoft.Extensions.Logging;

namespace Belfry.Tsdb;

/// <content>The events of opening.</content>
internal sealed partial class StoreParts
{
    [LoggerMessage(3001, LogLevel.Information,
        "journal replayed: {RecordCount} records, {SeriesCount} series, {ElapsedMs} ms")]
    private static partial void LogReplayed(ILogger logger, long recordCount, long seriesCount, double elapsedMs);

    [LoggerMessage(3002, LogLevel.Warning,
        "journal was damaged: {File} from byte {Offset}, {LengthBytes} bytes; torn tail cut off: {IsTornTail}, "
        + "set aside as {SetAsideAs}")]
    private static partial void LogDamage(
        ILogger logger, string file, long offset, long lengthBytes, bool isTornTail, string? setAsideAs);

    [LoggerMessage(3003, LogLevel.Warning,
        "journal held {SampleCount} samples of series whose names were lost to damage; they were left out")]
    private static partial void LogOrphans(ILogger logger, long sampleCount);
}
