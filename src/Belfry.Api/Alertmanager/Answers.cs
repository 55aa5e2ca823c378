using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Belfry.Model;
using Microsoft.AspNetCore.Http;

namespace Belfry.Api.Alertmanager;

/// <summary>JSON answers, and errors in the two forms of the original: a bare text, or a code with a message.</summary>
internal static class Answers
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes JSON with whatever status is set.</summary>
    internal static async Task JsonAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        await using (var json = new Utf8JsonWriter(body, Options))
        {
            write(json);
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.WrittenCount;
        await context.Response.BodyWriter.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    /// <summary>What a handler of the original found wrong.</summary>
    internal static Task TextErrorAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        return JsonAsync(context, json => json.WriteStringValue(text));
    }

    /// <summary>What the original's generated server finds wrong before a handler sees the request.</summary>
    internal static Task SchemaErrorAsync(HttpContext context, int status, int code, string message)
    {
        context.Response.StatusCode = status;
        return JsonAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("code", code);
            json.WriteString("message", message);
            json.WriteEndObject();
        });
    }

    internal static void WriteLabels(Utf8JsonWriter json, ReadOnlySpan<byte> property, Labels labels)
    {
        json.WriteStartObject(property);
        foreach (var label in labels)
        {
            json.WriteString(label.Name, label.Value);
        }

        json.WriteEndObject();
    }

    internal static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> property, IEnumerable<string> texts)
    {
        json.WriteStartArray(property);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    internal static void WriteReceiver(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteEndObject();
    }
}
