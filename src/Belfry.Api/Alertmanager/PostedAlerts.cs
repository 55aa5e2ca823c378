using System.Text.Json;
using System.Text.Unicode;
using Belfry.Model;

namespace Belfry.Api.Alertmanager;

/// <summary>
/// Reads the alerts that a client posts, straight from bytes to label sets. Members that are not known are skipped, as
/// the original does. Not thread-safe; make one for each request.
/// </summary>
internal sealed class PostedAlerts
{
    private readonly LabelsBuilder builder = new();
    private byte[] nameBuffer = new byte[256];
    private byte[] valueBuffer = new byte[1024];

    /// <summary>A resend often repeats a URL from alert to alert: one text is then shared.</summary>
    private string lastUrl = "";

    internal bool TryRead(ReadOnlySpan<byte> body, out IReadOnlyList<Alert> alerts, out SchemaError error)
    {
        var found = new List<Alert>();
        alerts = found;
        error = default;
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 64 });
            reader.Read();
            Expect(ref reader, JsonTokenType.StartArray);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var alert = ReadAlert(ref reader);
                if (alert is null)
                {
                    error = SchemaError.Required($"{found.Count}.labels");
                    return false;
                }

                found.Add(alert);
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The framework has the second one for texts that are not UTF-8.
            error = SchemaError.Unreadable(exception.Message);
            return false;
        }
    }

    private Alert? ReadAlert(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        Labels? labels = null;
        var annotations = Labels.Empty;
        TimestampMs? startsAt = null;
        TimestampMs? endsAt = null;
        var url = "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("labels"u8))
            {
                labels = ReadLabels(ref reader);
            }
            else if (reader.ValueTextEquals("annotations"u8))
            {
                annotations = ReadLabels(ref reader);
            }
            else if (reader.ValueTextEquals("startsAt"u8))
            {
                startsAt = ReadTime(ref reader);
            }
            else if (reader.ValueTextEquals("endsAt"u8))
            {
                endsAt = ReadTime(ref reader);
            }
            else if (reader.ValueTextEquals("generatorURL"u8))
            {
                url = ReadUrl(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return labels is null ? null : new Alert
        {
            Labels = labels, Annotations = annotations, StartsAt = startsAt, EndsAt = endsAt, GeneratorUrl = url,
        };
    }

    private Labels ReadLabels(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return Labels.Empty;
        }

        Expect(ref reader, JsonTokenType.StartObject);
        builder.Clear();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Copy(ref reader, ref nameBuffer);
            reader.Read();
            Expect(ref reader, JsonTokenType.String);
            builder.Set(name, Copy(ref reader, ref valueBuffer));
        }

        return builder.ToLabels();
    }

    private static TimestampMs? ReadTime(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        Expect(ref reader, JsonTokenType.String);
        return Rfc3339.TryParse(reader.GetString(), out var time)
            ? time : throw new JsonException("a time is not in the form of RFC 3339");
    }

    private string ReadUrl(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return "";
        }

        Expect(ref reader, JsonTokenType.String);
        if (!reader.ValueTextEquals(lastUrl))
        {
            lastUrl = reader.GetString() ?? "";
        }

        return lastUrl;
    }

    /// <summary>The unescaped bytes of the current text; valid until the buffer is used again.</summary>
    private static ReadOnlySpan<byte> Copy(ref Utf8JsonReader reader, ref byte[] buffer)
    {
        if (reader.ValueSpan.Length > buffer.Length)
        {
            buffer = new byte[reader.ValueSpan.Length * 2];
        }

        var bytes = buffer.AsSpan(0, reader.CopyString(buffer));
        return Utf8.IsValid(bytes) ? bytes : throw new JsonException("a text is not UTF-8");
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
        {
            throw new JsonException($"{type} was expected at byte {reader.TokenStartIndex}, not {reader.TokenType}");
        }
    }
}
