using Belfry.Api.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Belfry.Api.Health;

/// <summary><c>/-/healthy</c>, <c>/-/ready</c> and <c>/-/reload</c> as Alertmanager answers them.</summary>
internal static class AlertmanagerHealth
{
    private static readonly string[] GetOrHead = ["GET", "HEAD"];

    internal static void Map(IEndpointRouteBuilder endpoints, ILifecycleControl server, string prefix)
    {
        RequestDelegate ok = context => HealthEndpoints.AnswerAsync(context, StatusCodes.Status200OK, "OK");
        endpoints.MapMethods(prefix + "/-/healthy", GetOrHead, ok);
        endpoints.MapMethods(prefix + "/-/ready", GetOrHead, ok);
        endpoints.MapPost(
            prefix + "/-/reload", (RequestDelegate)(context => HealthEndpoints.ReloadAsync(context, server)));
    }
}
