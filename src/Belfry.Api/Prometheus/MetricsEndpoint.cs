using Belfry.Encoding.Exposition;
using Belfry.Model.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Belfry.Api.Prometheus;

/// <summary>Serves a metric source in the text exposition format, one request at a time as sources want it.</summary>
internal sealed class MetricsEndpoint(IMetricSource source) : IDisposable
{
    private static readonly string[] Methods = ["GET", "HEAD"];
    private readonly SemaphoreSlim oneAtATime = new(1);

    public void Dispose() => oneAtATime.Dispose();

    internal void Map(IEndpointRouteBuilder endpoints, string path) =>
        endpoints.MapMethods(path, Methods, (RequestDelegate)AnswerAsync);

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = TextExpositionWriter.ContentType;
        await oneAtATime.WaitAsync(context.RequestAborted);
        try
        {
            source.WriteMetrics(new TextExpositionWriter(context.Response.BodyWriter));
        }
        finally
        {
            oneAtATime.Release();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
