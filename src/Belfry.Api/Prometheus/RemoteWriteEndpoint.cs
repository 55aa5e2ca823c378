using Belfry.Api.Hosting;
using Belfry.Ingestion.Push;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Belfry.Api.Prometheus;

/// <summary>
/// <c>POST /api/v1/write</c>: remote write 1.0. Answers 204 when everything is stored, 400 when the sender must not
/// retry, 5xx when it should.
/// </summary>
internal sealed class RemoteWriteEndpoint(RemoteWriteReceiver receiver, IServerControl server)
{
    /// <summary>The most bytes of a compressed body; decoded ones are limited by the decoder.</summary>
    private const int BodyLengthBytesMax = 32 << 20;

    private static readonly string[] Methods = ["POST"];

    internal void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/api/v1/write", Methods, (RequestDelegate)AnswerAsync);

    private async Task AnswerAsync(HttpContext context)
    {
        if (!server.IsRemoteWriteEnabled)
        {
            await RefuseAsync(
                context,
                StatusCodes.Status404NotFound,
                "remote write receiver needs to be enabled with --web.enable-remote-write-receiver");
            return;
        }

        if (!server.IsReady)
        {
            await Readiness.RefuseAsync(context, server);
            return;
        }

        if (ContentTypeProblem(context.Request) is { } problem)
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, problem);
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = BodyLengthBytesMax;
        }

        await ReceiveAsync(context);
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        try
        {
            var outcome = await ReadAsync(context);
            switch (outcome.Status)
            {
                case RemoteWriteStatus.Accepted:
                    context.Response.StatusCode = StatusCodes.Status204NoContent;
                    break;
                case RemoteWriteStatus.Rejected:
                    await RefuseAsync(context, StatusCodes.Status400BadRequest, outcome.Message);
                    break;
                default:
                    await RefuseAsync(context, StatusCodes.Status500InternalServerError, outcome.Message);
                    break;
            }
        }
        catch (BadHttpRequestException exception)
        {
            await RefuseAsync(context, exception.StatusCode, exception.Message);
        }
    }

    private async Task<RemoteWriteOutcome> ReadAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.IsCompleted)
            {
                var outcome = receiver.Write(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                return outcome;
            }

            // Examined, not consumed: the decoder wants the whole body at once.
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static string? ContentTypeProblem(HttpRequest request)
    {
        var type = request.ContentType ?? "";
        var parts = type.Split(';', StringSplitOptions.TrimEntries);
        if (type.Length > 0 && parts[0] != "application/x-protobuf")
        {
            return $"expected application/x-protobuf as the first (media) part, got {type} content-type";
        }

        var message = parts.Skip(1).FirstOrDefault(part => part.StartsWith("proto=", StringComparison.Ordinal));
        if (message is not null && message != "proto=prometheus.WriteRequest")
        {
            return $"{message[6..]} protobuf message is not accepted by this server; "
                + "only accepts prometheus.WriteRequest";
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        return encoding is "" or "snappy" ? null : $"{encoding} encoding (compression) is not accepted by this server";
    }

    private static Task RefuseAsync(HttpContext context, int statusCode, string message)
    {
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(message + "\n");
    }
}
