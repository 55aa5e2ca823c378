using Belfry.Api.Alertmanager;
using Belfry.Api.Health;
using Belfry.Api.Hosting;
using Belfry.Api.Prometheus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Belfry.Api;

/// <summary>The HTTP APIs of Belfry: Prometheus's at its usual paths, metrics and health.</summary>
public static class BelfryApi
{
    private const string Category = "Belfry.Api";

    private static readonly string[] AnyMethod = ["GET", "HEAD", "POST", "PUT", "DELETE"];

    /// <summary>
    /// Maps what a server can answer before its store is open: that it is alive, that it is not ready, and how the
    /// replay
    /// goes. Everything else under <c>/api</c> is 503.
    /// </summary>
    public static IEndpointRouteBuilder MapStartingApi(
        this IEndpointRouteBuilder endpoints, IServerControl server, TimeProvider clock, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ReplayEndpoint.Map(new ApiRoutes(endpoints, server, clock, loggers.CreateLogger(Category)), server);
        HealthEndpoints.Map(endpoints, server);
        endpoints.MapMethods(
            "/api/{*path}", AnyMethod, (RequestDelegate)(context => Readiness.RefuseAsync(context, server)));
        return endpoints;
    }

    /// <summary>
    /// Maps every endpoint. Unknown paths under <c>/api</c> are 404. The parts are used from request threads until the
    /// listener has stopped.
    /// </summary>
    public static IEndpointRouteBuilder MapBelfryApi(this IEndpointRouteBuilder endpoints, ApiParts parts)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(parts);
        var logger = parts.Loggers.CreateLogger(Category);
        var routes = new ApiRoutes(endpoints, parts.Server, parts.Clock, logger);
        new QueryEndpoints(parts.Engine).Map(routes);
        new SeriesEndpoints(parts.Series).Map(routes);
        new Prometheus.StatusEndpoints(parts.Server, parts.Administration, parts.Clock).Map(routes);
        new AdminEndpoints(parts.Server, parts.Administration).Map(routes);
        new TargetEndpoints(parts.Scrapes).Map(routes);
        new RuleEndpoints(parts.Rules, parts.Sender).Map(routes);
        new RemoteWriteEndpoint(parts.RemoteWrite, parts.Server).Map(endpoints);
        new MetricsEndpoint(parts.Metrics).Map(endpoints, "/metrics");
        new MetricsEndpoint(parts.HostMetrics).Map(endpoints, "/node/metrics");
        if (parts.Router is { } router)
        {
            endpoints.MapAlertmanagerApi(router, BuildOf(parts), parts.Clock);
        }

        HealthEndpoints.Map(endpoints, parts.Server);
        endpoints.MapMethods("/api/{*path}", AnyMethod, (RequestDelegate)NotFoundAsync);
        return endpoints;
    }

    /// <summary>
    /// Maps Alertmanager's API at the root of a listener of its own, where its clients expect it.
    /// </summary>
    public static IEndpointRouteBuilder MapAlertmanagerDoor(this IEndpointRouteBuilder endpoints, ApiParts parts)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Router is { } router)
        {
            endpoints.MapAlertmanagerApi(router, BuildOf(parts), parts.Clock, answersOldApi: true);
        }

        new MetricsEndpoint(parts.Metrics).Map(endpoints, "/metrics");
        HealthEndpoints.Map(endpoints, parts.Server);
        return endpoints;
    }

    private static AlertmanagerBuild BuildOf(ApiParts parts) => new()
    {
        Version = parts.Server.Version,
        GoVersion = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
    };

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("404 page not found\n");
    }
}
