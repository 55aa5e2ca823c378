using Microsoft.Extensions.Logging;

namespace Belfry.Ingestion.Tests.Scrape;

/// <summary>Keeps what was told, from information upwards. Thread-safe.</summary>
internal sealed class RecordingLog<T> : ILogger<T>
{
    private readonly Lock linesLock = new();
    private readonly List<string> lines = [];

    internal IReadOnlyList<string> Lines
    {
        get
        {
            lock (linesLock)
            {
                return [.. lines];
            }
        }
    }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        lock (linesLock)
        {
            lines.Add(formatter(state, exception));
        }
    }
}
