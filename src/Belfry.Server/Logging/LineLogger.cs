using Belfry.Storage.Contracts;
using Microsoft.Extensions.Logging;

namespace Belfry.Server.Logging;

/// <summary>The logger of one category.</summary>
internal sealed class LineLogger(LineLoggerProvider provider, string category) : ILogger
{
    private const string TemplateKey = "{OriginalFormat}";

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => provider.IsEnabled(category, logLevel);

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

        var members = new List<KeyValuePair<string, object?>>();
        var template = "";
        if (state is IReadOnlyList<KeyValuePair<string, object?>> pairs)
        {
            template = pairs.FirstOrDefault(pair => pair.Key == TemplateKey).Value as string ?? "";
            members.AddRange(pairs.Where(pair => pair.Key != TemplateKey));
        }

        members.Insert(0, new("msg", Message(template) ?? formatter(state, exception)));
        if (exception is not null)
        {
            // A disk that failed is told with its place and what to do. Where the program noticed adds nothing.
            members.Add(new("err", exception.Message));
            if (logLevel >= LogLevel.Error && exception is not StorageFailureException)
            {
                members.Add(new("stack", exception.ToString()));
            }
        }

        provider.Write(category, logLevel, members);
    }

    /// <summary>
    /// The words of a template without its trailing <c>key={Key}</c> parts, which are members of their own; null when
    /// values stand within the words.
    /// </summary>
    private static string? Message(string template)
    {
        var words = template.Split(' ');
        var count = words.Length;
        while (count > 0 && words[count - 1].EndsWith('}') && words[count - 1].Contains("={", StringComparison.Ordinal))
        {
            count--;
        }

        var message = string.Join(' ', words[..count]);
        return count == 0 || message.Contains('{', StringComparison.Ordinal) ? null : message;
    }
}
