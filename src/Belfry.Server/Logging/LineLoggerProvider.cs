using Microsoft.Extensions.Logging;

namespace Belfry.Server.Logging;

/// <summary>
/// Writes each event as one line, as the originals do (Go's <c>log/slog</c>). Thread-safe; a line is written whole.
/// The writer belongs to the caller.
/// </summary>
internal sealed class LineLoggerProvider(
    TextWriter destination, LineFormat format, LogLevel minimum, TimeProvider clock)
    : ILoggerProvider
{
    private readonly Lock destinationLock = new();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is buffered.
    }

    internal bool IsEnabled(string category, LogLevel level) =>
        level >= minimum && level != LogLevel.None
        && (level >= LogLevel.Warning || category.StartsWith("Belfry", StringComparison.Ordinal));

    internal void Write(string category, LogLevel level, IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        var line = format == LineFormat.Json
            ? LineText.Json(clock.GetUtcNow(), level, category, members)
            : LineText.Logfmt(clock.GetUtcNow(), level, category, members);
        lock (destinationLock)
        {
            destination.WriteLine(line);
        }
    }
}
