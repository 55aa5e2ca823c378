using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Belfry.Alerting.Notify.History;
using Belfry.Model;

namespace Belfry.Alerting.Notify.Webhook;

/// <summary>
/// The JSON of a webhook, version 4, written straight from the alerts: labels go from bytes to bytes.
/// </summary>
internal static class WebhookBody
{
    private static readonly SearchValues<char> RegexMetacharacters = SearchValues.Create(@"\.+*?()|[]{}^$");

    // Nobody puts this JSON into a page unescaped, and other encoders would spell out every letter that is not ASCII.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    internal static void Write(
        IBufferWriter<byte> body, Notification notification, IReadOnlyList<NotifiedAlert> alerts, string externalUrl)
    {
        using var writer = new Utf8JsonWriter(body, Options);
        writer.WriteStartObject();
        writer.WriteString("receiver"u8, QuoteRegex(notification.Receiver));
        writer.WriteString("status"u8, StatusOf(alerts.All(alert => alert.IsResolved)));
        writer.WriteStartArray("alerts"u8);
        foreach (var alert in alerts)
        {
            WriteAlert(writer, alert);
        }

        writer.WriteEndArray();
        writer.WriteString("notification_reason"u8, NotificationReasonText.Of(notification.Reason));
        WriteLabels(writer, "groupLabels"u8, notification.GroupLabels);
        WriteCommon(writer, "commonLabels"u8, alerts, alert => alert.Alert.Labels);
        WriteCommon(writer, "commonAnnotations"u8, alerts, alert => alert.Alert.Annotations);
        WriteLabels(writer, "routeLabels"u8, notification.RouteLabels);
        writer.WriteString("externalURL"u8, externalUrl);
        writer.WriteString("version"u8, "4"u8);
        writer.WriteString("groupKey"u8, notification.GroupKey);
        writer.WriteNumber("truncatedAlerts"u8, notification.Alerts.Count - alerts.Count);
        writer.WriteEndObject();
    }

    /// <summary>A receiver's name as a regular expression: it stands in links of the original's page.</summary>
    internal static string QuoteRegex(string text)
    {
        if (!text.AsSpan().ContainsAny(RegexMetacharacters))
        {
            return text;
        }

        var quoted = new StringBuilder();
        foreach (var character in text)
        {
            quoted.Append(RegexMetacharacters.Contains(character) ? "\\" : "").Append(character);
        }

        return quoted.ToString();
    }

    private static ReadOnlySpan<byte> StatusOf(bool isResolved) => isResolved ? "resolved"u8 : "firing"u8;

    private static void WriteAlert(Utf8JsonWriter writer, NotifiedAlert notified)
    {
        var alert = notified.Alert;
        writer.WriteStartObject();
        writer.WriteString("status"u8, StatusOf(notified.IsResolved));
        WriteLabels(writer, "labels"u8, alert.Labels);
        WriteLabels(writer, "annotations"u8, alert.Annotations);
        WriteTime(writer, "startsAt"u8, alert.StartsAt);
        if (notified.IsResolved)
        {
            WriteTime(writer, "endsAt"u8, alert.EndsAt);
        }
        else
        {
            // The end of a firing alert is only its sender's lease: Go's zero time stands for none.
            writer.WriteString("endsAt"u8, "0001-01-01T00:00:00Z"u8);
        }

        writer.WriteString("generatorURL"u8, alert.GeneratorUrl);
        writer.WriteString("fingerprint"u8, alert.Fingerprint.ToString());
        writer.WriteEndObject();
    }

    private static void WriteLabels(Utf8JsonWriter writer, ReadOnlySpan<byte> property, Labels labels)
    {
        writer.WriteStartObject(property);
        foreach (var label in labels)
        {
            writer.WriteString(label.Name, label.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteCommon(
        Utf8JsonWriter writer, ReadOnlySpan<byte> property, IReadOnlyList<NotifiedAlert> alerts,
        Func<NotifiedAlert, Labels> labelsOf)
    {
        writer.WriteStartObject(property);
        foreach (var label in labelsOf(alerts[0]))
        {
            var isCommon = true;
            for (var index = 1; index < alerts.Count && isCommon; index++)
            {
                isCommon = labelsOf(alerts[index]).Get(label.Name).SequenceEqual(label.Value);
            }

            if (isCommon)
            {
                writer.WriteString(label.Name, label.Value);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>RFC 3339 in UTC without trailing zeros in the fraction, as Go writes it.</summary>
    private static void WriteTime(Utf8JsonWriter writer, ReadOnlySpan<byte> property, TimestampMs time)
    {
        Span<byte> text = stackalloc byte[32];
        var moment = time.ToDateTimeOffset();
        _ = moment.TryFormat(
            text, out var length, moment.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'",
            System.Globalization.CultureInfo.InvariantCulture);
        writer.WriteString(property, text[..length]);
    }
}
