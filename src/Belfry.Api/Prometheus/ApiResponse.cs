using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Belfry.Api.Prometheus;

/// <summary>Writes an answer in Prometheus's envelope.</summary>
internal static class ApiResponse
{
    private const int RemarkCountMax = 10;

    private static ReadOnlySpan<byte> SuccessHead => "{\"status\":\"success\",\"data\":"u8;

    internal static async Task WriteAsync(HttpContext context, ApiAnswer answer)
    {
        var response = context.Response;
        if (answer is { Error: null, Data: null, Rows: null })
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        response.StatusCode = answer.Error?.StatusCode ?? StatusCodes.Status200OK;
        response.ContentType = "application/json";
        var destination = response.BodyWriter;
        if (answer.Rows is { } rows && RowBlocks.IsWorthwhile(rows))
        {
            destination.Write(SuccessHead);
            rows.WriteHead(destination);
            await RowBlocks.WriteAsync(destination, rows, context.RequestAborted);
            rows.WriteTail(destination);
            WriteEnd(destination, answer);
        }
        else
        {
            WriteBody(destination, answer);
        }

        await destination.FlushAsync(context.RequestAborted);
    }

    private static void WriteBody(IBufferWriter<byte> destination, ApiAnswer answer)
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
            destination.Write(SuccessHead);
            answer.Data?.Invoke(destination);
            answer.Rows?.Write(destination);
        }

        WriteEnd(destination, answer);
    }

    private static void WriteEnd(IBufferWriter<byte> destination, ApiAnswer answer)
    {
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
