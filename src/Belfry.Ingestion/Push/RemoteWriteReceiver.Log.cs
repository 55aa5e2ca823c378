using Microsoft.Extensions.Logging;

namespace Belfry.Ingestion.Push;

public sealed partial class RemoteWriteReceiver
{
    [LoggerMessage(3101, LogLevel.Debug,
        "remote write was rejected in part or whole rejected={Rejected} error={Error}")]
    private static partial void LogRejected(ILogger logger, int rejected, string error);

    [LoggerMessage(3102, LogLevel.Error, "remote write was not stored")]
    private static partial void LogStorageFailed(ILogger logger, Exception exception);
}
