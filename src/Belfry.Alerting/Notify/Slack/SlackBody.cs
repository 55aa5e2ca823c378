using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Belfry.Configuration.Alertmanager;

namespace Belfry.Alerting.Notify.Slack;

/// <summary>The JSON of a Slack message, as Alertmanager posts it.</summary>
internal static class SlackBody
{
    /// <summary>Slack's limit of a title, in code points.</summary>
    private const int TitleRuneCountMax = 1024;

    private static readonly string[] FormattedByDefault = ["fallback", "pretext", "text"];

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// Writes the message and returns its channel. The caller looks at the templates' error afterwards.
    /// </summary>
    internal static string Write(
        IBufferWriter<byte> body, SlackConfig config, TemplateExpansion templates, SlackMessageId? earlier,
            out bool isTitleCut)
    {
        using var writer = new Utf8JsonWriter(body, Options);
        var channel = earlier?.Channel ?? templates.Text(config.Channel);
        writer.WriteStartObject();
        WriteUnlessEmpty(writer, "channel", channel);
        WriteUnlessEmpty(writer, "ts", earlier?.Timestamp ?? "");
        WriteUnlessEmpty(writer, "username", templates.Text(config.Username));
        WriteUnlessEmpty(writer, "icon_emoji", templates.Text(config.IconEmoji));
        WriteUnlessEmpty(writer, "icon_url", templates.Text(config.IconUrl));
        if (config.LinkNames)
        {
            writer.WriteBoolean("link_names", true);
        }

        WriteUnlessEmpty(writer, "text", templates.Text(config.MessageText));
        writer.WriteStartArray("attachments");
        WriteAttachment(writer, config, templates, out isTitleCut);
        writer.WriteEndArray();
        writer.WriteEndObject();
        return channel;
    }

    private static void WriteAttachment(
        Utf8JsonWriter writer, SlackConfig config, TemplateExpansion templates, out bool isTitleCut)
    {
        writer.WriteStartObject();
        WriteUnlessEmpty(
            writer, "title", TextCut.ToRunes(templates.Text(config.Title), TitleRuneCountMax, out isTitleCut));
        WriteUnlessEmpty(writer, "title_link", templates.Text(config.TitleLink));
        WriteUnlessEmpty(writer, "pretext", templates.Text(config.Pretext));
        writer.WriteString("text", templates.Text(config.Text));
        writer.WriteString("fallback", templates.Text(config.Fallback));
        writer.WriteString("callback_id", templates.Text(config.CallbackId));
        WriteFields(writer, config, templates);
        WriteActions(writer, config, templates);
        WriteUnlessEmpty(writer, "image_url", templates.Text(config.ImageUrl));
        WriteUnlessEmpty(writer, "thumb_url", templates.Text(config.ThumbUrl));
        writer.WriteString("footer", templates.Text(config.Footer));
        WriteUnlessEmpty(writer, "color", templates.Text(config.Color));
        writer.WriteStartArray("mrkdwn_in");
        foreach (var part in config.MrkdwnIn.Count > 0 ? config.MrkdwnIn : FormattedByDefault)
        {
            writer.WriteStringValue(part);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter writer, SlackConfig config, TemplateExpansion templates)
    {
        if (config.Fields.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("fields");
        foreach (var field in config.Fields)
        {
            writer.WriteStartObject();
            WriteUnlessEmpty(writer, "title", templates.Text(field.Title));
            WriteUnlessEmpty(writer, "value", templates.Text(field.Value));
            writer.WriteBoolean("short", field.IsShort ?? config.ShortFields);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteActions(Utf8JsonWriter writer, SlackConfig config, TemplateExpansion templates)
    {
        if (config.Actions.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("actions");
        foreach (var action in config.Actions)
        {
            writer.WriteStartObject();
            WriteUnlessEmpty(writer, "type", templates.Text(action.Type));
            WriteUnlessEmpty(writer, "text", templates.Text(action.Text));
            WriteUnlessEmpty(writer, "url", templates.Text(action.Url));
            WriteUnlessEmpty(writer, "style", templates.Text(action.Style));
            WriteUnlessEmpty(writer, "name", templates.Text(action.Name));
            WriteUnlessEmpty(writer, "value", templates.Text(action.Value));
            if (action.Confirm is { } confirm)
            {
                writer.WriteStartObject("confirm");
                WriteUnlessEmpty(writer, "text", templates.Text(confirm.Text));
                WriteUnlessEmpty(writer, "title", templates.Text(confirm.Title));
                WriteUnlessEmpty(writer, "ok_text", templates.Text(confirm.OkText));
                WriteUnlessEmpty(writer, "dismiss_text", templates.Text(confirm.DismissText));
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter writer, string name, string text)
    {
        if (text.Length > 0)
        {
            writer.WriteString(name, text);
        }
    }
}
