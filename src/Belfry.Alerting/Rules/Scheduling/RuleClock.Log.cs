using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Rules.Scheduling;

internal sealed partial class RuleClock
{
    [LoggerMessage(5311, LogLevel.Error, "rule clock failed and went on")]
    private static partial void LogClockFailed(ILogger logger, Exception exception);
}
