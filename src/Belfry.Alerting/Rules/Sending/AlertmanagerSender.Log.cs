using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Rules.Sending;

public sealed partial class AlertmanagerSender
{
    [LoggerMessage(5332, LogLevel.Error, "alertmanager was left out alertmanager={Alertmanager} error={Error}")]
    private static partial void LogTargetUnusable(ILogger logger, string alertmanager, string error);
}
