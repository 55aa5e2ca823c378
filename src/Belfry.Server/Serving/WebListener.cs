using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Belfry.Server.Serving;

/// <summary>
/// One HTTP listener with its endpoints. Made, started and stopped by its owner; the framework's own lifetime,
/// configuration files and environment variables play no part.
/// </summary>
internal sealed class WebListener : IAsyncDisposable
{
    private readonly WebApplication application;
    private volatile RequestDelegate serve = _ => Task.CompletedTask;

    /// <summary>A listener at these addresses that does not listen yet.</summary>
    internal WebListener(IReadOnlyList<ListenAddress> addresses, ILoggerProvider log)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "belfry",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.AddProvider(log);
        builder.Services.AddRoutingCore();
        builder.Services.AddResponseCompression(options => options.EnableForHttps = true);
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, ReceiveMemory>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Configure(options, addresses));
        application = builder.Build();
        application.Use(AllowOtherOriginsAsync);
        application.UseResponseCompression();
        application.Run(context => serve(context));
    }

    /// <summary>Makes these the endpoints, in place of those before; requests under way keep theirs.</summary>
    internal void Serve(Action<IEndpointRouteBuilder> mapEndpoints)
    {
        var branch = ((IApplicationBuilder)application).New();
        branch.UseRouting();
        branch.UseEndpoints(mapEndpoints);
        serve = branch.Build();
    }

    /// <summary>Begins to listen. Throws <see cref="IOException"/> when an address is taken.</summary>
    internal Task StartAsync(CancellationToken cancellationToken) => application.StartAsync(cancellationToken);

    /// <summary>Stops listening and waits for requests under way, at most as long as the token allows.</summary>
    internal Task StopAsync(CancellationToken cancellationToken) => application.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static void Configure(KestrelServerOptions options, IReadOnlyList<ListenAddress> addresses)
    {
        options.AddServerHeader = false;
        options.AllowSynchronousIO = false;
        foreach (var address in addresses)
        {
            options.Listen(address.EndPoint);
        }
    }

    // As Prometheus does: dashboards on other origins may ask the API.
    private static Task AllowOtherOriginsAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.Origin.Count > 0)
        {
            var headers = context.Response.Headers;
            headers.AccessControlAllowHeaders = "Accept, Authorization, Content-Type, Origin";
            headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlExposeHeaders = "Date";
            if (HttpMethods.IsOptions(context.Request.Method))
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            }
        }

        return next(context);
    }
}
