using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

using Xunit;

namespace Belfry.Web.Tests;

/// <summary>A Kestrel on a free port that serves the page and, as the product does, some endpoints beside it.</summary>
internal sealed class UiServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private UiServer(WebApplication application, HttpClient client)
    {
        this.application = application;
        Client = client;
    }

    /// <summary>Follows no redirect and decompresses nothing: the tests look at what is on the wire.</summary>
    internal HttpClient Client { get; }

    /// <summary>The page as built into the assembly.</summary>
    internal static Task<UiServer> WithEmbeddedPageAsync() => StartAsync(endpoints => endpoints.MapBelfryUi());

    /// <summary>A page of the given files, or none.</summary>
    internal static Task<UiServer> WithFilesAsync(params (string Path, string Text)[] files) =>
        StartAsync(endpoints => endpoints.MapBelfryUi(Files(files)));

    internal static async Task<UiServer> StartAsync(Action<IEndpointRouteBuilder> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        application.MapGet("/api/v1/alerts", () => "the api");
        application.MapGet("/metrics", () => "the metrics");
        map(application);
        await application.StartAsync(TestContext.Current.CancellationToken);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
        };
        return new UiServer(application, new HttpClient(handler) { BaseAddress = new Uri(application.Urls.Single()) });
    }

    internal static UiFiles Files(params (string Path, string Text)[] files) => new(files.ToDictionary(
        file => file.Path,
        file => new UiContent(() => new MemoryStream(Encoding.UTF8.GetBytes(file.Text))),
        StringComparer.Ordinal));

    internal async Task<HttpResponseMessage> SendAsync(
        string path,
        string? acceptEncoding = null,
        string? ifNoneMatch = null,
        HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        if (acceptEncoding is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", acceptEncoding);
        }
        if (ifNoneMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        }
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    internal async Task<string> TextAsync(string path)
    {
        using var response = await SendAsync(path);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await application.DisposeAsync();
    }
}
