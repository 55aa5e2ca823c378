using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Rules;

public sealed partial class RuleService
{
    [LoggerMessage(5321, LogLevel.Information,
        "rule groups were applied groups={Groups} new_or_changed={Changed} removed={Removed}")]
    private static partial void LogGroupsApplied(ILogger logger, int groups, int changed, int removed);
}
