using System.Globalization;
using System.Text;
using System.Text.Json;
using Belfry.Model;
using Microsoft.Extensions.Logging;

namespace Belfry.Server.Logging;

/// <summary>One event as a line of text. A line break in a value is escaped, so an event is always one line.</summary>
internal static class LineText
{
    internal static string Logfmt(
        DateTimeOffset time, LogLevel level, string source, IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        var line = new StringBuilder();
        line.Append("time=").Append(Time(time)).Append(" level=").Append(Name(level)).Append(" source=").Append(source);
        foreach (var (key, value) in members)
        {
            line.Append(' ').Append(Key(key)).Append('=');
            AppendValue(line, Text(value));
        }

        return line.ToString();
    }

    internal static string Json(
        DateTimeOffset time, LogLevel level, string source, IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", Time(time));
            json.WriteString("level", Name(level));
            json.WriteString("source", source);
            foreach (var (key, value) in members)
            {
                json.WriteString(Key(key), Text(value));
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void AppendValue(StringBuilder line, string text)
    {
        var isPlain = text.Length > 0
            && text.All(character => character > ' ' && character is not ('"' or '=' or '\x7f'));
        if (isPlain)
        {
            line.Append(text);
            return;
        }

        QuotedText.Append(line, text);
    }

    private static string Key(string name) =>
        name.Length > 0 && char.IsUpper(name[0]) ? char.ToLowerInvariant(name[0]) + name[1..] : name;

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        _ => "ERROR",
    };
}
