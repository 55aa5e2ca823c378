using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Belfry.Compatibility.Tests.Notify;

/// <summary>A receiver on a free port of this machine that answers every request alike.</summary>
internal sealed class Hook : IDisposable
{
    private readonly WebApplication app;

    internal Hook(int status, string body)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(context =>
        {
            Path = context.Request.Path;
            context.Response.StatusCode = status;
            context.Response.ContentType = body.StartsWith('{') ? "application/json" : "text/plain";
            return context.Response.WriteAsync(body);
        });
        app.StartAsync().GetAwaiter().GetResult();
        Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    internal string Url { get; }

    /// <summary>What was asked for last; empty before.</summary>
    internal string Path { get; private set; } = "";

    public void Dispose() => app.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
