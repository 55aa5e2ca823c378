using System.Text.Json;
using Belfry.Alerting.Routing;
using Belfry.Alerting.Tests.Notify;
using Belfry.Configuration;
using Belfry.Configuration.Alertmanager;
using Belfry.Platform.Telemetry;
using Belfry.Testing.Disk;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Alerting.Tests.Routing;

public sealed class AlertClockTests
{
    [Fact]
    public async Task A_started_router_tells_a_real_webhook_without_being_driven()
    {
        await using var hook = await HookServer.StartAsync();
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hook.Answer = _ =>
        {
            arrived.TrySetResult();
            return Task.CompletedTask;
        };
        var config = new AlertmanagerConfig
        {
            Route = RouterHarness.Root() with { GroupWait = TimeSpan.Zero },
            Receivers = [new ReceiverConfig { Name = "default",
                Webhooks = [new WebhookConfig { Url = new Secret(hook.Url) }] }],
        };
        Assert.True(AlertRouting.TryBuild(config, Notifications.Environment(), out var routing, out _));
        await using var router = new AlertRouter(
            new AlertRouterOptions(), new MemoryDirectory(), TimeProvider.System, new Random(1), new MetricRegistry(),
            NullLogger<AlertRouter>.Instance);
        await router.ApplyAsync(routing);
        router.Start();

        router.Send([new Belfry.Model.Alert
        {
            Labels = Belfry.Model.Labels.From(("alertname", "Down")), Annotations = Belfry.Model.Labels.Empty,
        }]);
        await arrived.Task.WaitAsync(TestContext.Current.CancellationToken);

        using var body = JsonDocument.Parse(Assert.Single(hook.Requests).Body);
        Assert.Equal("{}:{alertname=\"Down\"}", body.RootElement.GetProperty("groupKey").GetString());
    }

    [Fact]
    public void A_round_that_fails_is_counted_and_the_clock_goes_on()
    {
        using var wake = new AutoResetEvent(false);
        using var recovered = new ManualResetEventSlim();
        var failures = new MetricRegistry().Counter("failures_total", "Failures.").With();
        var rounds = 0;
        var clock = new AlertClock(
            () =>
            {
                if (++rounds == 1)
                {
                    throw new InvalidOperationException("a bug");
                }

                recovered.Set();
                return null;
            },
            wake, failures, NullLogger.Instance);

        recovered.Wait(TestContext.Current.CancellationToken);
        clock.Stop();

        Assert.Equal(1, failures.Value);
    }

    [Fact]
    public void A_configuration_whose_templates_are_wrong_is_refused_with_every_place()
    {
        var files = new MemoryFiles();
        files.Texts["/t/broken.tmpl"] = "{{ define \"x\" }}\n{{ if }}{{ end }}";
        var config = RouterHarness.Config(RouterHarness.Root()) with
        {
            Templates = ["/t/broken.tmpl", "/t/missing.tmpl"],
            Receivers =
            [
                new ReceiverConfig
                {
                    Name = "default",
                    Slacks = [new SlackConfig { ApiUrl = new Secret("http://x"), Text = "{{ .Status" }],
                    Webhooks = [new WebhookConfig { Url = new Secret("http://secret-token/{{ end }}") }],
                },
            ],
        };

        var isBuilt =
            AlertRouting.TryBuild(config, Notifications.Environment(files), out var routing, out var diagnostics);

        Assert.False(isBuilt);
        Assert.Null(routing);
        var texts = diagnostics.Select(diagnostic => diagnostic.ToString()).ToList();
        Assert.Equal(4, texts.Count);
        Assert.Contains(texts, text => text.Contains("broken.tmpl", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("/t/missing.tmpl", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("`text`: ", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("`url`: ", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.Contains("secret-token", StringComparison.Ordinal));
    }
}
