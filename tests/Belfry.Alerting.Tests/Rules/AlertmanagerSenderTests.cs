using System.Collections.Concurrent;
using System.Text.Json;
using Belfry.Alerting.Rules.Sending;
using Belfry.Configuration;
using Belfry.Configuration.Prometheus;
using Belfry.Model;
using Belfry.Testing.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Alerting.Tests.Rules;

public sealed class AlertmanagerSenderTests
{
    [Fact]
    public async Task Alerts_arrive_at_every_alertmanager_as_its_api_takes_them()
    {
        await using var one = await Receiver.StartAsync();
        await using var two = await Receiver.StartAsync();
        await using var sender = Sender();
        await sender.ApplyAsync([one.Target, two.Target], CancellationToken.None);

        sender.Send([Alert("Down", end: 1_700_000_000_000)]);

        var body = await one.TakeAsync();
        Assert.Equal(body.GetRawText(), (await two.TakeAsync()).GetRawText());
        Assert.Equal(
            "[{\"annotations\":{\"summary\":\"it's down\"},\"endsAt\":\"2023-11-14T22:13:20.000Z\","
            + "\"startsAt\":\"2023-11-14T22:00:00.000Z\",\"generatorURL\":\"http://belfry/graph\","
            + "\"labels\":{\"alertname\":\"Down\"}}]",
            body.GetRawText());
    }

    [Fact]
    public async Task A_long_queue_is_sent_in_batches_of_256()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var sender = Sender();
        await sender.ApplyAsync([receiver.Target], CancellationToken.None);

        sender.Send([.. Enumerable.Range(0, 600).Select(number => Alert($"A{number}"))]);

        var sizes = new List<int>();
        while (sizes.Sum() < 600)
        {
            sizes.Add((await receiver.TakeAsync()).GetArrayLength());
        }

        Assert.Equal(600, sizes.Sum());
        Assert.All(sizes, size => Assert.InRange(size, 1, 256));
    }

    [Fact]
    public async Task An_alertmanager_that_refuses_delays_no_other_and_its_errors_are_counted()
    {
        await using var broken = await Receiver.StartAsync(StatusCodes.Status500InternalServerError);
        await using var good = await Receiver.StartAsync();
        await using var sender = Sender();
        await sender.ApplyAsync([broken.Target, good.Target], CancellationToken.None);

        sender.Send([Alert("One")]);
        sender.Send([Alert("Two")]);
        await good.TakeAsync();
        await broken.TakeAsync();

        var errors = $"prometheus_notifications_errors_total{{alertmanager=\"{broken.Target.Url}\"}}";
        await UntilAsync(() => CollectedMetrics.Of(sender)[errors] == 2);
        var metrics = CollectedMetrics.Of(sender);
        Assert.Equal(2, metrics["prometheus_notifications_alertmanagers_discovered"]);
        Assert.Equal(2, metrics["prometheus_notifications_dropped_total"]);
        Assert.Equal(0, metrics[$"prometheus_notifications_errors_total{{alertmanager=\"{good.Target.Url}\"}}"]);
    }

    [Fact]
    public async Task When_too_many_alerts_wait_the_oldest_are_dropped_and_counted()
    {
        await using var receiver = await Receiver.StartAsync(hold: true);
        await using var sender = Sender();
        await sender.ApplyAsync([receiver.Target], CancellationToken.None);
        sender.Send([Alert("First")]);
        await receiver.TakeAsync();

        sender.Send([.. Enumerable.Range(0, 10_100).Select(number => Alert($"A{number}"))]);

        var metrics = CollectedMetrics.Of(sender);
        Assert.Equal(10_000, metrics["prometheus_notifications_queue_length"]);
        Assert.Equal(100, metrics["prometheus_notifications_dropped_total"]);
        receiver.Release();
        Assert.Equal("A100", (await receiver.TakeAsync())[0].GetProperty("labels").GetProperty("alertname").GetString());
    }

    [Fact]
    public async Task Alerts_are_relabelled_on_their_way()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var sender = Sender();
        await sender.ApplyAsync(
            [receiver.Target with { Relabel = labels => Set(labels) && labels.Get("alertname") != "Drop" }],
            CancellationToken.None);

        sender.Send([Alert("Drop"), Alert("Keep")]);

        var labels = (await receiver.TakeAsync())[0].GetProperty("labels").GetRawText();
        Assert.Equal("{\"added\":\"yes\",\"alertname\":\"Keep\"}", labels);
    }

    [Fact]
    public void Targets_come_from_the_configuration_each_url_once()
    {
        var config = new AlertingConfig
        {
            Alertmanagers =
            [
                new AlertmanagersConfig
                {
                    StaticConfigs = [new TargetGroupConfig { Targets = ["a:9093", "b:9093", "a:9093"] }],
                },
                new AlertmanagersConfig
                {
                    Scheme = "https",
                    PathPrefix = "/am/",
                    StaticConfigs = [new TargetGroupConfig { Targets = ["c:9093"] }],
                },
            ],
        };

        Assert.Equal(
            ["http://a:9093/api/v2/alerts", "http://b:9093/api/v2/alerts", "https://c:9093/am/api/v2/alerts"],
            AlertmanagerTargets.From(config, _ => _ => true).Select(target => target.Url));
    }

    private static bool Set(LabelsBuilder labels)
    {
        labels.Set("added", "yes");
        return true;
    }

    private static AlertmanagerSender Sender() =>
        new(new NoFiles(), TimeProvider.System, NullLogger<AlertmanagerSender>.Instance);

    private static Alert Alert(string name, long? end = null) => new()
    {
        Labels = Labels.From((LabelNames.AlertName, name)),
        Annotations = Labels.From(("summary", "it's down")),
        StartsAt = new TimestampMs(1_699_999_200_000),
        EndsAt = end is { } time ? new TimestampMs(time) : null,
        GeneratorUrl = "http://belfry/graph",
    };

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private sealed class NoFiles : IConfigurationFiles
    {
        public bool TryRead(string path, out string content, out string error)
        {
            (content, error) = ("", "no such file");
            return false;
        }

        public IReadOnlyList<string> Expand(string pattern) => [];
    }

    /// <summary>An Alertmanager that only keeps what it is sent.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly WebApplication application;
        private readonly BlockingCollection<JsonElement> bodies = [];
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private Receiver(WebApplication application) => this.application = application;

        public AlertmanagerTarget Target => new() { Url = application.Urls.First() + "/api/v2/alerts" };

        public static async Task<Receiver> StartAsync(int status = StatusCodes.Status200OK, bool hold = false)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var receiver = new Receiver(builder.Build());
            receiver.application.MapPost("/api/v2/alerts", async (HttpContext context) =>
            {
                using var document = await JsonDocument.ParseAsync(context.Request.Body);
                receiver.bodies.Add(document.RootElement.Clone());
                if (hold)
                {
                    await receiver.released.Task;
                }

                context.Response.StatusCode = status;
            });
            await receiver.application.StartAsync();
            return receiver;
        }

        public void Release() => released.TrySetResult();

        public Task<JsonElement> TakeAsync() => Task.Run(() => bodies.TryTake(out var body, TimeSpan.FromSeconds(30))
            ? body : throw new TimeoutException("no alerts arrived"));

        public async ValueTask DisposeAsync()
        {
            Release();
            await application.DisposeAsync();
            bodies.Dispose();
        }
    }
}
