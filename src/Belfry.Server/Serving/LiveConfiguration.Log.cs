using Microsoft.Extensions.Logging;

namespace Belfry.Server.Serving;

internal sealed partial class LiveConfiguration<TSet>
{
    [LoggerMessage(7001, LogLevel.Error, "start refused: the configuration has errors file={File}")]
    private static partial void LogStartRefused(ILogger logger, string file);

    [LoggerMessage(7002, LogLevel.Warning, "configuration accepted with a warning warning={Warning}")]
    private static partial void LogConfigurationWarning(ILogger logger, string warning);

    [LoggerMessage(7007, LogLevel.Error, "reload refused, the old configuration stays file={File} problems={Problems}")]
    private static partial void LogReloadRefused(ILogger logger, string file, string problems);

    [LoggerMessage(7008, LogLevel.Information, "configuration was reloaded file={File}")]
    private static partial void LogReloaded(ILogger logger, string file);

    [LoggerMessage(7009, LogLevel.Error, "reload failed half-way and should be tried again")]
    private static partial void LogReloadFailed(ILogger logger, Exception exception);
}
