using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Belfry.Configuration.Alertmanager;

namespace Belfry.Alerting.Notify.Webhook;

/// <summary>
/// A webhook's own body: a tree whose texts are templates. A text that expands to a JSON value other than a string
/// stands for that value, so <c>{{ .Alerts | toJson }}</c> gives an array and not its text.
/// </summary>
internal static class WebhookPayload
{
    private const int DepthMax = 64;

    internal static void Check(TemplateTree tree, ReceiverBuild build)
    {
        build.Check(tree.Location, ("payload", tree.Text ?? ""));
        foreach (var item in tree.Items ?? [])
        {
            Check(item, build);
        }

        foreach (var (name, value) in tree.Members ?? [])
        {
            build.Check(value.Location, ("payload", name));
            Check(value, build);
        }
    }

    internal static bool TryWrite(
        IBufferWriter<byte> body, TemplateTree tree, TemplateExpansion templates,
            [NotNullWhen(false)] out string? error)
    {
        using var writer = new Utf8JsonWriter(body);
        Write(writer, tree, templates, 0);
        error = templates.Error;
        return error is null;
    }

    private static void Write(Utf8JsonWriter writer, TemplateTree tree, TemplateExpansion templates, int depth)
    {
        if (tree.Text is { } template)
        {
            WriteText(writer, templates.Text(template));
        }
        else if (tree.Items is { } items && depth < DepthMax)
        {
            writer.WriteStartArray();
            foreach (var item in items)
            {
                Write(writer, item, templates, depth + 1);
            }

            writer.WriteEndArray();
        }
        else if (tree.Members is { } members && depth < DepthMax)
        {
            writer.WriteStartObject();
            foreach (var (name, value) in members)
            {
                writer.WritePropertyName(templates.Text(name));
                Write(writer, value, templates, depth + 1);
            }

            writer.WriteEndObject();
        }
        else
        {
            writer.WriteRawValue(tree.Literal ?? "null");
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string text)
    {
        if (text.Length == 0)
        {
            writer.WriteNullValue();
            return;
        }

        try
        {
            using var value = JsonDocument.Parse(text);
            if (value.RootElement.ValueKind != JsonValueKind.String)
            {
                value.RootElement.WriteTo(writer);
                return;
            }
        }
        catch (JsonException)
        {
            // Most texts are no JSON; they stand for themselves.
        }

        writer.WriteStringValue(text);
    }
}
