using System.Text.Json;
using Belfry.Alerting.Notify;
using Belfry.Configuration;
using Belfry.Configuration.Alertmanager;
using Belfry.Configuration.Http;
using Belfry.Testing.Time;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Belfry.Alerting.Tests.Notify;

public sealed class WebhookTests
{
    [Fact]
    public async Task The_body_is_version_4_as_alertmanager_posts_it()
    {
        await using var hook = await HookServer.StartAsync();
        var notification = Notifications.Of(
            Notifications.Firing("Down", ("instance", "a<b"), ("job", "node")),
            Notifications.Resolved("Down", ("instance", "ü"), ("job", "node")));

        var outcome = await NotifyAsync(new WebhookConfig { Url = new Secret(hook.Url + "/hook") }, notification);

        Assert.Equal(NotifyOutcome.Delivered, outcome);
        var request = Assert.Single(hook.Requests);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        const string Expected = """
            {"receiver":"team-x","status":"firing","alerts":[
            {"status":"firing","labels":{"alertname":"Down","instance":"a<b","job":"node"},
            "annotations":{"summary":"Down is in trouble"},"startsAt":"2024-02-29T13:37:11.51Z",
            "endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://prometheus.example/graph?g0.expr=up",
            "fingerprint":"FP0"},
            {"status":"resolved","labels":{"alertname":"Down","instance":"ü","job":"node"},
            "annotations":{"summary":"Down is in trouble"},"startsAt":"2024-02-29T13:37:11.51Z",
            "endsAt":"2024-02-29T13:38:11.51Z","generatorURL":"http://prometheus.example/graph?g0.expr=up",
            "fingerprint":"FP1"}],
            "notification_reason":"first notification","groupLabels":{"alertname":"Down"},
            "commonLabels":{"alertname":"Down","job":"node"},
            "commonAnnotations":{"summary":"Down is in trouble"},"routeLabels":{},
            "externalURL":"http://belfry.example","version":"4","groupKey":"{}:{alertname=\"Down\"}",
            "truncatedAlerts":0}
            """;
        var expected = Expected.Replace("\n", "", StringComparison.Ordinal)
            .Replace("FP0", notification.Alerts[0].Alert.Fingerprint.ToString(), StringComparison.Ordinal)
            .Replace("FP1", notification.Alerts[1].Alert.Fingerprint.ToString(), StringComparison.Ordinal)
            .Replace("{}:{alertname=\"Down\"}", "{}:{alertname=\\\"Down\\\"}", StringComparison.Ordinal);
        Assert.True(
            JsonElement.DeepEquals(
                JsonDocument.Parse(expected).RootElement, JsonDocument.Parse(request.Body).RootElement),
            request.Body);
    }

    [Fact]
    public async Task More_alerts_than_the_limit_are_counted_instead_of_sent()
    {
        await using var hook = await HookServer.StartAsync();
        var config = new WebhookConfig { Url = new Secret(hook.Url), MaxAlerts = 1 };

        await NotifyAsync(config, Notifications.Of(
            Notifications.Resolved("a"), Notifications.Firing("b"), Notifications.Firing("c")));

        using var body = JsonDocument.Parse(hook.Requests[0].Body);
        Assert.Equal(1, body.RootElement.GetProperty("alerts").GetArrayLength());
        Assert.Equal(2, body.RootElement.GetProperty("truncatedAlerts").GetInt32());
        Assert.Equal("resolved", body.RootElement.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(204, true, false, null)]
    [InlineData(400, false, false, "unexpected status code 400: no")]
    [InlineData(401, false, false, "unexpected status code 401: no")]
    [InlineData(429, false, false, "unexpected status code 429: no")]
    [InlineData(503, false, true, "unexpected status code 503: no")]
    public async Task The_status_says_whether_to_try_again(
        int status, bool isDelivered, bool isRetryable, string? error)
    {
        await using var hook = await HookServer.StartAsync();
        hook.Answer = context =>
        {
            context.Response.StatusCode = status;
            return status == 204 ? Task.CompletedTask : context.Response.WriteAsync("no");
        };

        var outcome = await NotifyAsync(
            new WebhookConfig { Url = new Secret(hook.Url) }, Notifications.Of(Notifications.Firing("a")));

        Assert.Equal((isDelivered, isRetryable, error), (outcome.IsDelivered, outcome.IsRetryable, outcome.Error));
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_is_tried_again_and_its_url_is_not_told()
    {
        var config = new WebhookConfig { Url = new Secret("http://127.0.0.1:9/secret-token") };

        var outcome = await NotifyAsync(config, Notifications.Of(Notifications.Firing("a")));

        Assert.True(outcome.IsRetryable);
        Assert.Equal("Post \"<redacted>\": connection refused", outcome.Error);
    }

    [Fact]
    public async Task A_receiver_that_hangs_is_left_after_the_timeout()
    {
        await using var hook = await HookServer.StartAsync();
        var clock = new ManualClock();
        var hung = new TaskCompletionSource();
        hook.Answer = context =>
        {
            hung.SetResult();
            return Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        var config = new WebhookConfig { Url = new Secret(hook.Url), Timeout = TimeSpan.FromSeconds(5) };

        var running = NotifyAsync(config, Notifications.Of(Notifications.Firing("a")), clock: clock);
        await hung.Task;
        clock.Advance(TimeSpan.FromSeconds(6));
        var outcome = await running;

        Assert.True(outcome.IsRetryable);
        Assert.Equal(
            "Post \"<redacted>\": context deadline exceeded: configured webhook timeout reached (5s)", outcome.Error);
    }

    [Theory]
    [InlineData("/{{ .GroupLabels.alertname }}/{{ .CommonLabels.severity }}", "/Down/critical")]
    [InlineData("/plain", "/plain")]
    public async Task The_url_is_a_template(string path, string expected)
    {
        await using var hook = await HookServer.StartAsync();

        await NotifyAsync(
            new WebhookConfig { Url = new Secret(hook.Url + path) },
            Notifications.Of(Notifications.Firing("Down", ("severity", "critical"))));

        Assert.Equal(expected, hook.Requests[0].Path);
    }

    [Theory]
    [InlineData("http://127.0.0.1/{{ .InvalidField }}", "failed to template webhook URL: ")]
    [InlineData("{{ if .CommonLabels.nonexistent }}http://example.com{{ end }}", "webhook URL is empty after templating")]
    public async Task A_url_that_cannot_be_expanded_is_not_tried_again(string url, string error)
    {
        var outcome = await NotifyAsync(
            new WebhookConfig { Url = new Secret(url) }, Notifications.Of(Notifications.Firing("a")));

        Assert.False(outcome.IsRetryable);
        Assert.StartsWith(error, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_url_in_a_file_is_read_for_each_notification()
    {
        await using var hook = await HookServer.StartAsync();
        var files = new MemoryFiles();
        var notifier = Notifications.NotifierOf(
            new ReceiverConfig { Name = "x", Webhooks = [new WebhookConfig { UrlFile = "/url" }] },
            Notifications.Environment(files));
        var notification = Notifications.Of(Notifications.Firing("a"));

        var before = await notifier.NotifyAsync(notification, TestContext.Current.CancellationToken);
        files.Texts["/url"] = hook.Url + "/from-file\n";
        var after = await notifier.NotifyAsync(notification, TestContext.Current.CancellationToken);

        Assert.Equal("read url_file: could not read /url: no such file or directory", before.Error);
        Assert.Equal(NotifyOutcome.Delivered, after);
        Assert.Equal("/from-file", hook.Requests[0].Path);
    }

    [Fact]
    public async Task Credentials_and_headers_are_sent()
    {
        await using var hook = await HookServer.StartAsync();
        var basic = new WebhookConfig
        {
            Url = new Secret(hook.Url),
            HttpClient = new HttpClientConfig
            {
                BasicAuth = new BasicAuthConfig { Username = "ann", Password = new Secret("pass") },
                HttpHeaders =
                    [new HttpHeaderConfig { Name = "X-Team", Values = ["one"], Secrets = [new Secret("two")] }],
            },
        };
        var bearer = basic with
        {
            HttpClient =
                new HttpClientConfig { Authorization = new AuthorizationConfig { Credentials = new Secret("tok") } },
        };

        await NotifyAsync(basic, Notifications.Of(Notifications.Firing("a")));
        await NotifyAsync(bearer, Notifications.Of(Notifications.Firing("a")));

        Assert.Equal("Basic YW5uOnBhc3M=", hook.Requests[0].Headers["Authorization"]);
        Assert.Equal("one,two", hook.Requests[0].Headers["X-Team"].Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("Bearer tok", hook.Requests[1].Headers["Authorization"]);
    }

    [Fact]
    public async Task A_payload_of_ones_own_replaces_the_body()
    {
        await using var hook = await HookServer.StartAsync();
        var payload = new TemplateTree
        {
            Members =
            [
                new("title", new TemplateTree { Text = "{{ .Status }} {{ .GroupLabels.alertname }}" }),
                new("count", new TemplateTree { Text = "{{ len .Alerts }}" }),
                new("list", new TemplateTree { Items = [new TemplateTree { Literal = "true" },
                    new TemplateTree { Text = "" }] }),
            ],
        };

        await NotifyAsync(
            new WebhookConfig { Url = new Secret(hook.Url), Payload = payload },
                Notifications.Of(Notifications.Firing("a")));

        Assert.Equal("""{"title":"firing Down","count":1,"list":[true,null]}""", hook.Requests[0].Body);
    }

    private static Task<NotifyOutcome> NotifyAsync(
        WebhookConfig config, Belfry.Alerting.Notify.Notification notification, TimeProvider? clock = null) =>
        Notifications.NotifierOf(
            new ReceiverConfig { Name = "team-x", Webhooks = [config] }, Notifications.Environment(clock: clock))
            .NotifyAsync(notification, TestContext.Current.CancellationToken);
}
