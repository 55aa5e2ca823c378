using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Belfry.Tsdb.Tests.Model;

/// <summary>Keeps what the store tells its operator.</summary>
internal sealed class EventLog : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> events = new();

    internal IReadOnlyList<string> Errors => At(LogLevel.Error);

    internal IReadOnlyList<string> Warnings => At(LogLevel.Warning);

    internal void Clear() => events.Clear();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            events.Enqueue((logLevel, $"{eventId.Id} {formatter(state, exception)} {exception}"));
        }
    }

    private List<string> At(LogLevel least) =>
        [.. events.Where(entry => entry.Level >= least).Select(entry => entry.Text)];
}
