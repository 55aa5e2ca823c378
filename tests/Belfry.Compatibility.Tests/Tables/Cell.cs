using System.Globalization;
using System.Text.Json;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Tables;

/// <summary>Reads the forms that cells of all tables share.</summary>
internal static class Cell
{
    /// <summary>The moment that the tables call now: odd, and with a part of a second.</summary>
    internal static DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeMilliseconds(1_709_213_831_457);

    /// <summary>The cell's property; null when it is absent or null.</summary>
    internal static JsonElement? Find(this JsonElement cell, string name) =>
        cell.ValueKind == JsonValueKind.Object && cell.TryGetProperty(name, out var found)
            && found.ValueKind != JsonValueKind.Null ? found : null;

    /// <summary>The property's text; null when it is absent or null.</summary>
    internal static string? FindText(this JsonElement cell, string name) => cell.Find(name)?.GetString();

    /// <summary>True when the property is there and true.</summary>
    internal static bool Is(this JsonElement cell, string name) => cell.Find(name) is { ValueKind: JsonValueKind.True };

    /// <summary>Texts; none when the property is absent.</summary>
    internal static IReadOnlyList<string> Texts(this JsonElement cell, string name) =>
        cell.Find(name) is { } list ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];

    /// <summary>The bytes of a text, or of <c>{"hex": …}</c>.</summary>
    internal static byte[] Bytes(this JsonElement cell) => cell.ValueKind == JsonValueKind.Object
        ? Convert.FromHexString(cell.GetProperty("hex").GetString()!)
        : System.Text.Encoding.UTF8.GetBytes(cell.GetString()!);

    /// <summary>A map from names to values, or a flat list of them.</summary>
    internal static Labels Labels(this JsonElement cell)
    {
        var builder = new LabelsBuilder();
        if (cell.ValueKind == JsonValueKind.Object)
        {
            foreach (var pair in cell.EnumerateObject())
            {
                builder.Set(System.Text.Encoding.UTF8.GetBytes(pair.Name), pair.Value.Bytes());
            }
        }
        else if (cell.ValueKind == JsonValueKind.Array)
        {
            foreach (var pair in cell.EnumerateArray().Chunk(2))
            {
                builder.Set(pair[0].Bytes(), pair[1].Bytes());
            }
        }

        return builder.ToLabels();
    }

    /// <summary>A span: <c>{"seconds": …}</c>, or nanoseconds, which only ever are zero.</summary>
    internal static TimeSpan Span(this JsonElement cell) =>
        cell.ValueKind == JsonValueKind.Number && cell.GetDouble() == 0
            ? TimeSpan.Zero
            : Seconds(cell.GetProperty("seconds"));

    /// <summary>A moment relative to <see cref="Now"/>; the zero time when the cell is absent or says so.</summary>
    internal static TimestampMs Moment(JsonElement? cell) => cell switch
    {
        null or { ValueKind: JsonValueKind.String } => ZeroTime,
        { } zero when zero.Find("zero_time_plus_s") is { } since => ZeroTime + Seconds(since),
        { } relative when relative.Find("now_plus_s") is { } since => TimestampMs.From(Now) + Seconds(since),
        { } other when !other.EnumerateObject().Any() => ZeroTime,
        { } other => throw new FormatException($"no moment: {other}"),
    };

    /// <summary>The originals' zero time, the first day of the first year.</summary>
    internal static TimestampMs ZeroTime { get; } = TimestampMs.From(DateTimeOffset.MinValue);

    /// <summary>A number, or a text such as <c>+Inf</c>.</summary>
    internal static double Number(this JsonElement cell) => cell.ValueKind == JsonValueKind.Number
        ? cell.GetDouble()
        : cell.GetString() switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            "NaN" => double.NaN,
            var text => double.Parse(text!, CultureInfo.InvariantCulture),
        };

    private static TimeSpan Seconds(JsonElement cell) =>
        TimeSpan.FromTicks((long)decimal.Round(cell.GetDecimal() * TimeSpan.TicksPerSecond));
}
