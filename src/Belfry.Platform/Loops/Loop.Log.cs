using Microsoft.Extensions.Logging;

namespace Belfry.Platform.Loops;

public sealed partial class Loop
{
    [LoggerMessage(1001, LogLevel.Error, "loop run failed and will be tried again loop={Loop}")]
    private static partial void LogRunFailed(ILogger logger, string loop, Exception exception);
}
