using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Belfry.Model;

namespace Belfry.Alerting.Rules.Sending;

/// <summary>Alerts as the JSON that <c>POST /api/v2/alerts</c> takes.</summary>
internal static class AlertPayload
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The UTF-8 of a JSON array.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<Alert> alerts)
    {
        var buffer = new ArrayBufferWriter<byte>(256 * alerts.Count);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartArray();
        foreach (var alert in alerts)
        {
            json.WriteStartObject();
            WriteLabels(json, "annotations", alert.Annotations);
            WriteTime(json, "endsAt", alert.EndsAt);
            WriteTime(json, "startsAt", alert.StartsAt);
            json.WriteString("generatorURL", alert.GeneratorUrl);
            WriteLabels(json, "labels", alert.Labels);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteLabels(Utf8JsonWriter json, string property, Labels labels)
    {
        json.WriteStartObject(property);
        foreach (var label in labels)
        {
            json.WriteString(label.Name, label.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string property, TimestampMs? time)
    {
        if (time is { } known)
        {
            json.WriteString(property, known.ToString());
        }
    }
}
