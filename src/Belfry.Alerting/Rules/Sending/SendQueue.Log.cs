using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Rules.Sending;

internal sealed partial class SendQueue
{
    [LoggerMessage(5331, LogLevel.Error,
        "alerts were not sent alertmanager={Alertmanager} count={Count} error={Error}")]
    private static partial void LogPostFailed(ILogger logger, string alertmanager, int count, string error);
}
