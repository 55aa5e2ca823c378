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
        new QueryEndpoints(parts.Engine, new MetricCatalog(parts.Series, parts.Scrapes)).Map(routes);
        new SeriesEndpoints(parts.Series).Map(routes);
        new Prometheus.StatusEndpoints(parts.Server, parts.Administration, parts.Clock).Map(routes);
        new CardinalityEndpoint(parts.Cardinality).Map(routes);
        new ExemplarEndpoint(parts.Exemplars).Map(routes);
        new AdminEndpoints(parts.Server, parts.Administration).Map(routes);
        new TargetEndpoints(parts.Scrapes, parts.RemoteWrite.Metadata).Map(routes);
        new RelabelEndpoint(parts.Scrapes).Map(routes);
        new RuleEndpoints(parts.Rules, parts.Sender).Map(routes);
        new FeatureEndpoint(parts.Server, parts.Engine).Map(routes);
        new FederationEndpoint(parts).Map(endpoints);
        new RemoteWriteEndpoint(parts.RemoteWrite, parts.Server).Map(endpoints);
        new MetricsEndpoint(parts.Metrics).Map(endpoints, "/metrics");
        new MetricsEndpoint(parts.HostMetrics).Map(endpoints, "/node/metrics");
        if (parts.Router is { } router)
        {
            endpoints.MapAlertmanagerApi(router, BuildOf(parts.Server.Version), parts.Clock);
        }

        HealthEndpoints.Map(endpoints, parts.Server);
        endpoints.MapMethods("/api/{*path}", AnyMethod, (RequestDelegate)NotFoundAsync);
        return endpoints;
    }

    /// <summary>
    /// Maps a listener of Alertmanager's own: its API at <c>PREFIX/api</c>, its metrics and its health, where its
    /// clients expect them.
    /// </summary>
    public static IEndpointRouteBuilder MapAlertmanagerDoor(
        this IEndpointRouteBuilder endpoints, AlertmanagerParts parts, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(parts);
        var root = prefix.TrimEnd('/');
        endpoints.MapAlertmanagerApi(parts.Router, BuildOf(parts.Version), parts.Clock, root, answersOldApi: true);
        new MetricsEndpoint(parts.Metrics).Map(endpoints, root + "/metrics");
        AlertmanagerHealth.Map(endpoints, parts.Server, root);
        return endpoints;
    }

    private static AlertmanagerBuild BuildOf(string version) => new()
    {
        Version = version,
        GoVersion = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
    };

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("404 page not found\n");
    }
}
