using Microsoft.Extensions.Logging;

namespace Belfry.Server.Alertmanager;

internal sealed partial class AlertmanagerServer
{
    [LoggerMessage(7101, LogLevel.Information, "alert router became ready address={Address}")]
    private static partial void LogReady(ILogger logger, string address);

    [LoggerMessage(7102, LogLevel.Error, "alert router could not start")]
    private static partial void LogStartFailed(ILogger logger, Exception exception);

    [LoggerMessage(7103, LogLevel.Information, "alert router was asked to stop")]
    private static partial void LogStopping(ILogger logger);

    [LoggerMessage(7104, LogLevel.Information, "alert router stopped")]
    private static partial void LogStopped(ILogger logger);
}
