using Belfry.Alerting.Rules;
using Belfry.Alerting.Rules.Sending;
using Belfry.Api;
using Belfry.Configuration;
using Belfry.Configuration.Prometheus;
using Belfry.Ingestion.Push;
using Belfry.Ingestion.Scrape;
using Belfry.Platform.Telemetry;
using Belfry.Query.Engine;
using Belfry.Storage.Contracts;
using Belfry.Testing.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Belfry.Compatibility.Tests.Interfaces.Hosting;

/// <summary>
/// The whole HTTP API without a network: a real engine over given series, real services for rules and targets, and a
/// process around it that a suite sets. Used by one thread.
/// </summary>
internal sealed class ApiHost : IAsyncDisposable, IAlertSink, IConfigurationFiles
{
    private readonly WebApplication application;
    private readonly RequestDelegate serve;
    private readonly QueryEngine engine;
    private readonly ScrapeService scrapes;
    private readonly AlertmanagerSender sender;
    private readonly RuleService rules;

    internal ApiHost(ISeriesSource series, HostSettings settings)
    {
        var clock = settings.Clock;
        var metrics = new MetricRegistry();
        Server = settings.Server;
        engine = new QueryEngine(series, settings.Engine with { Features = settings.Language }, clock);
        scrapes = new ScrapeService(
            new RecordingStore(),
            clock,
            metrics,
            NullLogger<ScrapeService>.Instance,
            settings.Scraping,
            _ => new ExpositionHandler(settings.Expositions));
        sender = new AlertmanagerSender(this, clock, NullLogger<AlertmanagerSender>.Instance);
        rules = new RuleService(
            engine, new RecordingStore(), this, new RuleOptions(), clock, NullLogger<RuleService>.Instance);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IServer, NoListener>();
        application = builder.Build();
        var branch = ((IApplicationBuilder)application).New();
        branch.UseRouting();
        branch.UseEndpoints(endpoints => endpoints.MapBelfryApi(new ApiParts
        {
            Server = Server,
            Engine = engine,
            Series = series,
            Administration = settings.Administration,
            Cardinality = NoCounts.Instance,
            Exemplars = settings.Exemplars,
            Scrapes = scrapes,
            Rules = rules,
            Sender = sender,
            Router = null,
            RemoteWrite = new RemoteWriteReceiver(
                new RecordingStore(), clock, metrics, NullLogger<RemoteWriteReceiver>.Instance),
            Metrics = metrics,
            HostMetrics = metrics,
            Clock = clock,
            Loggers = NullLoggerFactory.Instance,
        }));
        serve = branch.Build();
    }

    internal HostServer Server { get; }

    /// <summary>Puts jobs in force.</summary>
    internal void Apply(string prometheusYaml) => scrapes
        .ApplyAsync(Config(prometheusYaml).ScrapeConfigs, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Puts the rules of a file in force and evaluates them until each has an answer.</summary>
    internal void ApplyRules(string path, string yaml)
    {
        var file = new ConfigurationLoader(this).LoadRuleFile(path, yaml);
        if (file.Value is null || !RuleGroups.TryBuild([file.Value], new RuleBuildContext(), out var groups, out _))
        {
            throw new FormatException(file.Render());
        }

        rules.ApplyAsync(groups, CancellationToken.None).GetAwaiter().GetResult();
        rules.Start();
        Waiting.Until(() => rules.Snapshot().SelectMany(group => group.Rules)
            .All(rule => rule.Health != RuleHealth.Unknown));
    }

    /// <summary>
    /// Waits until every target has answered. A first scrape may run into its timeout on a busy machine.
    /// </summary>
    internal void WaitForTargets() =>
        Waiting.Until(() => scrapes.ActiveTargets.All(target => target.Health == TargetHealth.Up));

    /// <summary>Asks; parameters behind a question mark.</summary>
    internal HostAnswer Ask(string method, string path, IEnumerable<(string Name, string Value)> parameters) =>
        Ask(method, path, string.Join('&', parameters.Select(parameter =>
            Uri.EscapeDataString(parameter.Name) + "=" + Uri.EscapeDataString(parameter.Value))));

    /// <summary>Asks with the text that stands behind the question mark.</summary>
    internal HostAnswer Ask(
        string method, string path, string query = "", string? accept = null, CancellationToken aborted = default)
    {
        using var body = new MemoryStream();
        using var scope = application.Services.CreateScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = aborted };
        context.Request.Method = method;
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("localhost:9090");
        context.Request.Path = path;
        context.Request.QueryString = query.Length > 0 ? new QueryString("?" + query) : default;
        context.Request.Headers.Accept = accept;
        context.Response.Body = body;
        serve(context).GetAwaiter().GetResult();
        return new HostAnswer(
            context.Response.StatusCode,
            context.Response.ContentType ?? "",
            System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await scrapes.DisposeAsync();
        rules.Dispose();
        await sender.DisposeAsync();
        engine.Dispose();
        await application.DisposeAsync();
    }

    void IAlertSink.Send(IReadOnlyList<Model.Alert> alerts)
    {
    }

    bool IConfigurationFiles.TryRead(string path, out string text, out string error)
    {
        (text, error) = ("", "no such file or directory");
        return false;
    }

    IReadOnlyList<string> IConfigurationFiles.Expand(string globPattern) => [];

    private PrometheusConfig Config(string yaml)
    {
        var config = new ConfigurationLoader(this).LoadPrometheus("prometheus.yml", yaml);
        return config.Value ?? throw new FormatException(config.Render());
    }
}
