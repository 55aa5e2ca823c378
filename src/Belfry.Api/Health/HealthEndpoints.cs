using Belfry.Api.Hosting;
using Belfry.Api.Prometheus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Belfry.Api.Health;

/// <summary><c>/-/healthy</c>, <c>/-/ready</c>, <c>/-/reload</c>, <c>/-/quit</c>, in Prometheus's words.</summary>
internal static class HealthEndpoints
{
    private static readonly string[] GetOrHead = ["GET", "HEAD"];
    private static readonly string[] PostOrPut = ["POST", "PUT"];

    internal static void Map(IEndpointRouteBuilder endpoints, IServerControl server)
    {
        endpoints.MapMethods("/-/healthy", GetOrHead, (RequestDelegate)(context =>
            AnswerAsync(context, StatusCodes.Status200OK, "Prometheus Server is Healthy.\n")));
        endpoints.MapMethods("/-/ready", GetOrHead, (RequestDelegate)(context => server.IsReady
            ? AnswerAsync(context, StatusCodes.Status200OK, "Prometheus Server is Ready.\n")
            : Readiness.RefuseAsync(context, server)));
        endpoints.MapMethods("/-/reload", PostOrPut, (RequestDelegate)(context => ReloadAsync(context, server)));
        endpoints.MapMethods("/-/quit", PostOrPut, (RequestDelegate)(context => QuitAsync(context, server)));
    }

    /// <summary>Answers a request to read the configuration again, in the words both originals use.</summary>
    internal static async Task ReloadAsync(HttpContext context, ILifecycleControl server)
    {
        if (!server.IsLifecycleEnabled)
        {
            await RefuseLifecycleAsync(context);
            return;
        }

        // A reload that has begun is finished, whether or not its client waits.
        var problems = await server.ReloadAsync(CancellationToken.None);
        if (problems is null)
        {
            await AnswerAsync(context, StatusCodes.Status200OK, "");
            return;
        }

        await AnswerAsync(
            context, StatusCodes.Status500InternalServerError, $"failed to reload config: {problems}\n");
    }

    /// <summary>Answers with a text.</summary>
    internal static Task AnswerAsync(HttpContext context, int statusCode, string text)
    {
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text);
    }

    private static async Task QuitAsync(HttpContext context, IServerControl server)
    {
        if (!server.IsLifecycleEnabled)
        {
            await RefuseLifecycleAsync(context);
            return;
        }

        await AnswerAsync(context, StatusCodes.Status200OK, "Requesting termination... Goodbye!");
        server.Quit();
    }

    private static Task RefuseLifecycleAsync(HttpContext context) =>
        AnswerAsync(context, StatusCodes.Status403Forbidden, "Lifecycle API is not enabled.");
}
