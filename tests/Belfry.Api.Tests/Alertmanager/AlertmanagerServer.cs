using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Belfry.Alerting.Notify;
using Belfry.Alerting.Routing;
using Belfry.Api.Alertmanager;
using Belfry.Configuration;
using Belfry.Platform.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Api.Tests.Alertmanager;

/// <summary>A router with a configuration behind a real HTTP server on a free port of this machine.</summary>
internal sealed class AlertmanagerServer : IAsyncDisposable, IConfigurationFiles
{
    internal const string Yaml = """
        global:
          resolve_timeout: 7m
        route:
          receiver: team-x
          group_by: [alertname]
          routes:
          - receiver: team-y
            matchers: ['owner="y"', 'env=~"prod|stage"']
            continue: true
            routes:
            - matchers: [deep="er"]
              group_by: ['...']
              mute_time_intervals: [nights]
        inhibit_rules:
        - source_matchers: [severity="critical"]
          target_matchers: [severity="warning"]
          equal: [instance]
        receivers:
        - name: team-x
          labels: {owner: platform}
        - name: team-y
          webhook_configs:
          - url: http://127.0.0.1:9/secret-token
        time_intervals:
        - name: nights
          time_intervals:
          - times: [{start_time: '22:00', end_time: '24:00'}]
            weekdays: ['monday:friday']
            location: Europe/Berlin
        """;

    private readonly WebApplication app;

    private AlertmanagerServer(WebApplication app, AlertRouter router)
    {
        this.app = app;
        Router = router;
    }

    internal AlertRouter Router { get; }

    internal HttpClient Client { get; } = new();

    internal string Url => Client.BaseAddress!.ToString().TrimEnd('/');

    internal static async Task<AlertmanagerServer> StartAsync(string yaml = Yaml)
    {
        var metrics = new MetricRegistry();
        var router = new AlertRouter(
            new AlertRouterOptions(), null, TimeProvider.System, new Random(1), metrics,
                NullLogger<AlertRouter>.Instance);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new AlertmanagerServer(builder.Build(), router);
        server.app.MapAlertmanagerApi(
            router, new AlertmanagerBuild { Version = "0.33.0" }, TimeProvider.System, answersOldApi: true);
        await router.ApplyAsync(server.RoutingOf(yaml));
        router.Start();
        await server.app.StartAsync();
        server.Client.BaseAddress = new Uri(server.app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    internal AlertRouting RoutingOf(string yaml)
    {
        var loaded = new ConfigurationLoader(this).LoadAlertmanager("alertmanager.yml", yaml);
        Assert.True(loaded.IsValid, loaded.Render());
        var environment = new ReceiverEnvironment
        {
            Files = this, ExternalUrl = "http://belfry.example", Clock = TimeProvider.System, Logger = NullLogger.Instance,
        };
        Assert.True(
            AlertRouting.TryBuild(loaded.Value!, environment, out var routing, out var diagnostics),
            string.Join('\n', diagnostics));
        return routing;
    }

    internal async Task<JsonElement> GetAsync(string path) =>
        await Client.GetFromJsonAsync<JsonElement>("/api/v2/" + path, TestContext.Current.CancellationToken);

    internal async Task<(int Status, string Body)> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await Client.PostAsync("/api/v2/" + path, content, TestContext.Current.CancellationToken);
        return (
            (int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        await Router.DisposeAsync();
    }

    bool IConfigurationFiles.TryRead(string path, out string text, out string error)
    {
        (text, error) = ("", "no such file or directory");
        return false;
    }

    IReadOnlyList<string> IConfigurationFiles.Expand(string globPattern) => [];
}
