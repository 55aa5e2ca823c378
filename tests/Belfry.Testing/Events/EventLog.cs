using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Belfry.Testing.Events;

/// <summary>Keeps what <typeparamref name="T"/> tells its operator. Thread-safe.</summary>
public sealed class EventLog<T> : ILogger<T>
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> events = new();

    /// <summary>Errors, oldest first: the event's number, its words and the exception.</summary>
    public IReadOnlyList<string> Errors => At(LogLevel.Error);

    /// <summary>Warnings and errors.</summary>
    public IReadOnlyList<string> Warnings => At(LogLevel.Warning);

    /// <summary>Everything but what is for developers.</summary>
    public IReadOnlyList<string> Infos => At(LogLevel.Information);

    /// <summary>Forgets what was told.</summary>
    public void Clear() => events.Clear();

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
        ArgumentNullException.ThrowIfNull(formatter);
        if (IsEnabled(logLevel))
        {
            events.Enqueue((logLevel, $"{eventId.Id} {formatter(state, exception)} {exception}"));
        }
    }

    private List<string> At(LogLevel least) =>
        [.. events.Where(entry => entry.Level >= least).Select(entry => entry.Text)];
}
