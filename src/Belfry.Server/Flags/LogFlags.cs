using Belfry.Server.Logging;
using Microsoft.Extensions.Logging;

namespace Belfry.Server.Flags;

/// <summary>The flags that say what is logged and how; every verb has them.</summary>
internal static class LogFlags
{
    internal const string Level = "log.level";
    internal const string Format = "log.format";

    internal static FlagDefinition LevelFlag { get; } =
        new(Level, FlagKind.Choice, "info", "Least severe events to log.")
        {
            Choices = ["debug", "info", "warn", "error"],
        };

    internal static FlagDefinition FormatFlag { get; } =
        new(Format, FlagKind.Choice, "logfmt", "Form of log lines.") { Choices = ["logfmt", "json"] };

    /// <summary>A log on the error stream, as the flags want it.</summary>
    internal static LineLoggerProvider OpenLog(FlagValues flags, TimeProvider clock) =>
        new(
            Console.Error,
            flags.Text(Format) == "json" ? LineFormat.Json : LineFormat.Logfmt,
            LevelOf(flags.Text(Level)),
            clock);

    private static LogLevel LevelOf(string word) => word switch
    {
        "debug" => LogLevel.Debug,
        "warn" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => LogLevel.Information,
    };
}
