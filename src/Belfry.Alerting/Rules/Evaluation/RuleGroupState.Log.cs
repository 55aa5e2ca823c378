using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Rules.Evaluation;

internal sealed partial class RuleGroupState
{
    [LoggerMessage(5301, LogLevel.Warning,
        "rule evaluation failed file={File} group={Group} rule={Rule} error={Error}")]
    private static partial void LogRuleFailed(ILogger logger, string file, string group, string rule, string error);

    [LoggerMessage(5302, LogLevel.Error,
        "rule evaluation broke and went on with the next rule file={File} group={Group} rule={Rule}")]
    private static partial void LogRuleBroke(
        ILogger logger, string file, string group, string rule, Exception exception);

    [LoggerMessage(5303, LogLevel.Warning,
        "samples of a rule were refused file={File} group={Group} rule={Rule} count={Count} reason={Reason}")]
    private static partial void LogSamplesRefused(
        ILogger logger, string file, string group, string rule, int count, string reason);

    [LoggerMessage(5304, LogLevel.Warning,
        "template of a rule failed to expand file={File} group={Group} rule={Rule} error={Error}")]
    private static partial void LogTemplateFailed(
        ILogger logger, string file, string group, string rule, string error);

    [LoggerMessage(5305, LogLevel.Warning,
        "series of removed rules were not ended file={File} group={Group}")]
    private static partial void LogSeriesNotEnded(ILogger logger, string file, string group, Exception exception);
}
