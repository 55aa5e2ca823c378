using Microsoft.Extensions.Logging;

namespace Belfry.Collectors.Host;

public sealed partial class HostMetrics
{
    [LoggerMessage(6101, LogLevel.Error, "host collector failed and will be tried again collector={Collector}")]
    private static partial void LogCollectorThrew(ILogger logger, string collector, Exception exception);

    [LoggerMessage(6102, LogLevel.Warning, "host collector could not read its figures collector={Collector}")]
    private static partial void LogCollectorFailed(ILogger logger, string collector);

    [LoggerMessage(6103, LogLevel.Debug, "host collector found nothing of its kind collector={Collector}")]
    private static partial void LogNothingThere(ILogger logger, string collector);

    [LoggerMessage(6104, LogLevel.Information, "host collector recovered collector={Collector}")]
    private static partial void LogCollectorRecovered(ILogger logger, string collector);
}
