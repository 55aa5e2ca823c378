using Belfry.Api.Hosting;
using Microsoft.AspNetCore.Http;

namespace Belfry.Api.Prometheus;

/// <summary>The answer of a server that cannot work yet, or no longer.</summary>
internal static class Readiness
{
    internal static Task RefuseAsync(HttpContext context, IServerControl server)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers["X-Prometheus-Stopping"] = server.IsStopping ? "true" : "false";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("Service Unavailable");
    }
}
