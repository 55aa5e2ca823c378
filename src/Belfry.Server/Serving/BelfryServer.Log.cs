using Microsoft.Extensions.Logging;

namespace Belfry.Server.Serving;

internal sealed partial class BelfryServer
{
    [LoggerMessage(7001, LogLevel.Error, "start refused: the configuration has errors file={File}")]
    private static partial void LogStartRefused(ILogger logger, string file);

    [LoggerMessage(7002, LogLevel.Warning, "configuration accepted with a warning warning={Warning}")]
    private static partial void LogConfigurationWarning(ILogger logger, string warning);

    [LoggerMessage(7003, LogLevel.Information, "server became ready seconds={Seconds}")]
    private static partial void LogReady(ILogger logger, double seconds);

    [LoggerMessage(7004, LogLevel.Error, "server could not start")]
    private static partial void LogStartFailed(ILogger logger, Exception exception);

    [LoggerMessage(7005, LogLevel.Information, "server was asked to stop")]
    private static partial void LogStopping(ILogger logger);

    [LoggerMessage(7006, LogLevel.Information, "server stopped")]
    private static partial void LogStopped(ILogger logger);

    [LoggerMessage(7007, LogLevel.Error, "reload refused, the old configuration stays file={File} problems={Problems}")]
    private static partial void LogReloadRefused(ILogger logger, string file, string problems);

    [LoggerMessage(7008, LogLevel.Information, "configuration was reloaded file={File}")]
    private static partial void LogReloaded(ILogger logger, string file);

    [LoggerMessage(7009, LogLevel.Error, "reload failed half-way and should be tried again")]
    private static partial void LogReloadFailed(ILogger logger, Exception exception);
}
