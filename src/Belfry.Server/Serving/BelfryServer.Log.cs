using Microsoft.Extensions.Logging;

namespace Belfry.Server.Serving;

internal sealed partial class BelfryServer
{
    [LoggerMessage(7003, LogLevel.Information, "server became ready seconds={Seconds}")]
    private static partial void LogReady(ILogger logger, double seconds);

    [LoggerMessage(7004, LogLevel.Error, "server could not start")]
    private static partial void LogStartFailed(ILogger logger, Exception exception);

    [LoggerMessage(7005, LogLevel.Information, "server was asked to stop")]
    private static partial void LogStopping(ILogger logger);

    [LoggerMessage(7010, LogLevel.Warning, "{Problem}")]
    private static partial void LogRetentionProblem(ILogger logger, string problem);

    [LoggerMessage(7011, LogLevel.Warning, "feature has no effect in this version name={Name}")]
    private static partial void LogFeatureWithoutEffect(ILogger logger, string name);

    [LoggerMessage(7006, LogLevel.Information, "server stopped")]
    private static partial void LogStopped(ILogger logger);
}
