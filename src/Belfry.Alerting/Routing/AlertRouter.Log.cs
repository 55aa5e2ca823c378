using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Routing;

public sealed partial class AlertRouter
{
    [LoggerMessage(4231, LogLevel.Warning, "alerts were refused count={Count} first={First}")]
    private static partial void LogAlertsRefused(ILogger logger, int count, string first);
}
