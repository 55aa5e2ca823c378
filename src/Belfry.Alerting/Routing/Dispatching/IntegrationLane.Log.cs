using Belfry.Alerting.Notify;
using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Routing.Dispatching;

internal sealed partial class IntegrationLane
{
    [LoggerMessage(4201, LogLevel.Warning,
        "notification attempt failed and will be retried integration={Integration} group={Group} "
        + "attempts={Attempts} error={Error}")]
    private static partial void LogAttemptFailed(
        ILogger logger, Integration integration, string group, int attempts, string? error);

    [LoggerMessage(4202, LogLevel.Error,
        "notification failed integration={Integration} group={Group} attempts={Attempts} error={Error}")]
    private static partial void LogNotificationFailed(
        ILogger logger, Integration integration, string group, int attempts, string? error);

    [LoggerMessage(4203, LogLevel.Information,
        "notification was delivered after retries integration={Integration} group={Group} attempts={Attempts}")]
    private static partial void LogDeliveredAfterRetries(
        ILogger logger, Integration integration, string group, int attempts);

    [LoggerMessage(4204, LogLevel.Error, "notifier threw integration={Integration}")]
    private static partial void LogNotifierThrew(ILogger logger, Integration integration, Exception exception);
}
