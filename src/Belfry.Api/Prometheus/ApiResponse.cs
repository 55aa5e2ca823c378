using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Belfry.Api.Prometheus;

/// <summary>Writes an answer in Prometheus's envelope.</summary>
internal static class ApiResponse
{
    private const int RemarkCountMax = 10;

    internal static async Task WriteAsync(HttpContext context, ApiAnswer answer)
    {
        var response = context.Response;
        if (answer.Error is null && answer.Data is null)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        response.StatusCode = answer.Error?.StatusCode ?? StatusCodes.Status200OK;
        response.ContentType = "application/json";
        WriteBody(response.BodyWriter, answer);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    internal static void WriteBody(IBufferWriter<byte> destination, ApiAnswer answer)
    {
        if (answer.Error is { } error)
        {
            destination.Write("{\"status\":\"error\",\"errorType\":\""u8);
            destination.Write(error.TypeUtf8);
            destination.Write("\",\"error\":"u8);
            WriteString(destination, error.Message);
        }
        else
        {
            destination.Write("{\"status\":\"success\",\"data\":"u8);
            answer.Data?.Invoke(destination);
        }

        WriteRemarks(destination, ",\"warnings\":"u8, answer.Warnings, "warning");
        WriteRemarks(destination, ",\"infos\":"u8, answer.Infos, "info");
        destination.Write("}"u8);
    }

    private static void WriteRemarks(
        IBufferWriter<byte> destination, ReadOnlySpan<byte> member, IReadOnlyList<string> remarks, string kind)
    {
        if (remarks.Count == 0)
        {
            return;
        }

        destination.Write(member);
        using var writer = new Utf8JsonWriter(destination, ApiAnswer.WriterOptions);
        writer.WriteStartArray();
        foreach (var remark in remarks.Take(RemarkCountMax))
        {
            writer.WriteStringValue(remark);
        }

        if (remarks.Count > RemarkCountMax)
        {
            writer.WriteStringValue($"{remarks.Count - RemarkCountMax} more {kind} annotations omitted");
        }

        writer.WriteEndArray();
    }

    private static void WriteString(IBufferWriter<byte> destination, string text)
    {
        using var writer = new Utf8JsonWriter(destination, ApiAnswer.WriterOptions);
        writer.WriteStringValue(text);
    }
}
