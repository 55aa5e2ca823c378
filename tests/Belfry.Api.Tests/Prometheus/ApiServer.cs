using System.Net;
using System.Text.Json;
using Belfry.Alerting.Rules;
using Belfry.Alerting.Rules.Sending;
using Belfry.Configuration;
using Belfry.Ingestion.Push;
using Belfry.Ingestion.Scrape;
using Belfry.Model;
using Belfry.Platform.Telemetry;
using Belfry.Query.Engine;
using Belfry.Storage.Contracts;
using Belfry.Testing.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Api.Tests.Prometheus;

/// <summary>
/// The whole HTTP API behind a real server on a free port of this machine: a real engine over series in memory, real
/// services for rules and scraping, and a process around it that a test controls.
/// </summary>
internal sealed class ApiServer : IAsyncDisposable, IConfigurationFiles, IAlertSink
{
    private readonly WebApplication app;
    private readonly QueryEngine engine;
    private readonly MetricRegistry metrics = new();
    private readonly ScrapeService scrapes;
    private readonly AlertmanagerSender sender;

    private ApiServer()
    {
        var clock = TimeProvider.System;
        engine = new QueryEngine(Series, new QueryEngineOptions { PerStepStatistics = true }, clock);
        scrapes = new ScrapeService(
            Written,
            clock,
            metrics,
            NullLogger<ScrapeService>.Instance,
            new ScrapeOptions(),
            _ => new ThrowingHandler());
        sender = new AlertmanagerSender(this, clock, NullLogger<AlertmanagerSender>.Instance);
        Rules = new RuleService(
            engine, Written, this, new RuleOptions(), clock, NullLogger<RuleService>.Instance);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.MapBelfryApi(new ApiParts
        {
            Server = Server,
            Engine = engine,
            Series = Series,
            Administration = Administration,
            Cardinality = Counts,
            Exemplars = Counts,
            Scrapes = scrapes,
            Rules = Rules,
            Sender = sender,
            Router = null,
            RemoteWrite = new RemoteWriteReceiver(
                Written, clock, metrics, NullLogger<RemoteWriteReceiver>.Instance),
            Metrics = metrics,
            HostMetrics = metrics,
            Clock = clock,
            Loggers = NullLoggerFactory.Instance,
        });
    }

    internal FakeServer Server { get; } = new();

    internal FakeAdministration Administration { get; } = new();

    internal FakeCounts Counts { get; } = new();

    internal MemorySeriesSource Series { get; } = new();

    internal RecordingStore Written { get; } = new();

    internal RuleService Rules { get; }

    internal HttpClient Client { get; } = new();

    internal static async Task<ApiServer> StartAsync()
    {
        var server = new ApiServer();
        server.Fill();
        await server.app.StartAsync();
        server.Client.BaseAddress = new Uri(server.app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    /// <summary>Applies a rule file's text and the jobs of a configuration.</summary>
    internal async Task ApplyAsync(string prometheusYaml, string ruleYaml = "groups: []")
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var loader = new ConfigurationLoader(this);
        var config = loader.LoadPrometheus("prometheus.yml", prometheusYaml);
        Assert.True(config.IsValid, config.Render());
        await scrapes.ApplyAsync(config.Value!.ScrapeConfigs, cancellationToken);
        await sender.ApplyAsync(AlertmanagerTargets.From(config.Value.Alerting, _ => _ => true), cancellationToken);
        var file = loader.LoadRuleFile("rules.yml", ruleYaml);
        Assert.True(file.IsValid, file.Render());
        Assert.True(RuleGroups.TryBuild([file.Value!], new RuleBuildContext(), out var groups, out _));
        await Rules.ApplyAsync(groups!, cancellationToken);
    }

    /// <summary>The status and the body of an answer, which has to be JSON.</summary>
    internal async Task<(int Status, string Body)> GetAsync(string path)
    {
        using var response = await Client.GetAsync("/api/v1/" + path, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await TextAsync(response));
    }

    internal async Task<(int Status, string Body)> PostAsync(
        string path, params IEnumerable<(string Name, string Value)> form)
    {
        using var content = new FormUrlEncodedContent(
            form.Select(field => KeyValuePair.Create<string, string>(field.Name, field.Value)));
        using var response = await Client.PostAsync("/api/v1/" + path, content, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await TextAsync(response));
    }

    internal async Task<JsonElement> DataAsync(string path)
    {
        var (status, body) = await GetAsync(path);
        Assert.True(status == 200, body);
        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("data").Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        await scrapes.DisposeAsync();
        Rules.Dispose();
        await sender.DisposeAsync();
        engine.Dispose();
    }

    void IAlertSink.Send(IReadOnlyList<Alert> alerts)
    {
    }

    bool IConfigurationFiles.TryRead(string path, out string text, out string error)
    {
        (text, error) = ("", "no such file or directory");
        return false;
    }

    IReadOnlyList<string> IConfigurationFiles.Expand(string globPattern) => [];

    private static Task<string> TextAsync(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private void Fill()
    {
        Series.AddAll(Labels.From(("__name__", "hits"), ("job", "a")), 0, 60_000, [0, 60, 120, 180]);
        Series.AddAll(Labels.From(("__name__", "hits"), ("job", "b")), 0, 60_000, [0, 1, 2, 3]);
        Series.AddAll(Labels.From(("__name__", "late"), ("host.name", "x")), 600_000, 60_000, [1, 1]);
    }

    /// <summary>No target of a test is reached.</summary>
    private sealed class ThrowingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException("no network in this test");
    }
}
