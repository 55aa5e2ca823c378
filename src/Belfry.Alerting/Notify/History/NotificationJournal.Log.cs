using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Notify.History;

internal sealed partial class NotificationJournal
{
    [LoggerMessage(4211, LogLevel.Error, "notification log could not be written; it will be written anew file={File}")]
    private static partial void LogWriteFailed(ILogger logger, string file, Exception exception);

    [LoggerMessage(
        4212, LogLevel.Warning, "torn end of the notification log was cut file={File} offset={Offset} bytes={Bytes}")]
    private static partial void LogTailCut(ILogger logger, string file, long offset, long bytes);

    [LoggerMessage(4213, LogLevel.Error,
        "notification log of an unknown format was set aside; receivers may be notified again file={File}")]
    private static partial void LogUnknownFile(ILogger logger, string file);
}
