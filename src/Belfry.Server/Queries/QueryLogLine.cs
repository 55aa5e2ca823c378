using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Belfry.Model;
using Belfry.Query.Engine;

namespace Belfry.Server.Queries;

/// <summary>A line of the query log.</summary>
internal static class QueryLogLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line with its end, as UTF-8.</summary>
    internal static byte[] Of(QueryRequest request, QueryResult result, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            Write(json, request, result, now);
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, QueryRequest request, QueryResult result, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("time", now.UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("level", "INFO");
        json.WriteString("msg", "promql query logged");
        json.WriteStartObject("params");
        json.WriteString("end", Time(request.End));
        json.WriteString("query", request.Expression);
        json.WriteString("start", Time(request.Start));
        json.WriteNumber("step", (long)request.Step.TotalSeconds);
        json.WriteEndObject();
        if (result.Failure is { } failure)
        {
            json.WriteString("error", failure.Message);
        }

        json.WritePropertyName("stats");
        QueryStatisticsJson.Write(json, result.Statistics);
        if (request.Origin is { } origin)
        {
            json.WriteStartObject(origin.Kind);
            foreach (var (name, value) in origin.Details)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    // Years beyond four digits, which a query may ask for, stand as milliseconds.
    private static string Time(TimestampMs time) =>
        time.Value is > -62_135_596_800_000 and < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(time.Value).UtcDateTime
                .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            : time.Value.ToString(CultureInfo.InvariantCulture);
}
