using System.Buffers;
using System.Globalization;
using Belfry.Api.Hosting;
using Belfry.Ingestion.Push;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Belfry.Api.Prometheus;

/// <summary>
/// <c>POST /api/v1/write</c>: remote write 1.0 and 2.0. Answers 204 when everything is stored, 400 when the sender must
/// not retry, 5xx when it should.
/// </summary>
internal sealed class RemoteWriteEndpoint(RemoteWriteReceiver receiver, IServerControl server)
{
    /// <summary>The most bytes of a compressed body; decoded ones are limited by the decoder.</summary>
    private const int BodyLengthBytesMax = 32 << 20;

    /// <summary>What is made room for at least, when a body does not come in one piece.</summary>
    private const int BodyLengthBytesMin = 16 << 10;

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

        var problem = RemoteWriteMediaType.FindProblem(
            context.Request.ContentType ?? "",
            context.Request.Headers.ContentEncoding.ToString(),
            receiver.AcceptedMessages,
            out var message);
        if (problem is not null)
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, problem);
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = BodyLengthBytesMax;
        }

        await ReceiveAsync(context, message);
    }

    private async Task ReceiveAsync(HttpContext context, RemoteWriteMessage message)
    {
        try
        {
            var outcome = await ReadAsync(context, message);
            if (message == RemoteWriteMessage.V2)
            {
                WriteCounts(context.Response.Headers, outcome);
            }

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

    private async ValueTask<RemoteWriteOutcome> ReadAsync(HttpContext context, RemoteWriteMessage message)
    {
        var reader = context.Request.BodyReader;
        var read = await reader.ReadAsync(context.RequestAborted);
        if (read.IsCompleted)
        {
            var outcome = receiver.Write(read.Buffer, message);
            reader.AdvanceTo(read.Buffer.End);
            return outcome;
        }

        // The decoder wants the whole body at once. What is announced is not believed beyond a megabyte.
        var body = ArrayPool<byte>.Shared.Rent(
            (int)Math.Clamp(context.Request.ContentLength ?? 0, BodyLengthBytesMin, 1 << 20));
        try
        {
            var lengthBytes = 0;
            while (true)
            {
                Append(read.Buffer, ref body, ref lengthBytes);
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return receiver.Write(body.AsSpan(0, lengthBytes), message);
                }

                read = await reader.ReadAsync(context.RequestAborted);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }

    private static void Append(in ReadOnlySequence<byte> part, ref byte[] body, ref int lengthBytes)
    {
        // The listener refuses a body beyond the limit, so that this fits.
        var more = checked((int)part.Length);
        if (more > body.Length - lengthBytes)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * body.Length, checked(lengthBytes + more)));
            body.AsSpan(0, lengthBytes).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(body);
            body = larger;
        }

        part.CopyTo(body.AsSpan(lengthBytes));
        lengthBytes += more;
    }

    // A sender of 2.0 takes an answer without them for one of a receiver that knows only 1.0.
    private static void WriteCounts(IHeaderDictionary headers, in RemoteWriteOutcome outcome)
    {
        headers["X-Prometheus-Remote-Write-Samples-Written"] = Text(outcome.SamplesWritten);
        headers["X-Prometheus-Remote-Write-Histograms-Written"] = Text(outcome.HistogramsWritten);
        headers["X-Prometheus-Remote-Write-Exemplars-Written"] = Text(outcome.ExemplarsWritten);
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static Task RefuseAsync(HttpContext context, int statusCode, string message)
    {
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(message + "\n");
    }
}
