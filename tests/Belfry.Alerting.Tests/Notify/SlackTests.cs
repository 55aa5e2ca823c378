using System.Text.Json;
using Belfry.Alerting.Notify;
using Belfry.Configuration;
using Belfry.Configuration.Alertmanager;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Belfry.Alerting.Tests.Notify;

public sealed class SlackTests
{
    [Fact]
    public async Task The_default_message_is_alertmanagers()
    {
        await using var hook = await OkHookAsync();

        var outcome = await NotifyAsync(
            new SlackConfig { ApiUrl = new Secret(hook.Url), Channel = "#ops" },
                Notifications.Of(Notifications.Firing("Down")));

        Assert.Equal(NotifyOutcome.Delivered, outcome);
        const string Link = "http://belfry.example/#/alerts?receiver=team-x";
        Assert.Equal(
            $$"""
            {"channel":"#ops","username":"Alertmanager","attachments":[{"title":"[FIRING:1] Down ",
            "title_link":"{{Link}}","text":"","fallback":"[FIRING:1] Down  | {{Link}}","callback_id":"","footer":"",
            "color":"danger","mrkdwn_in":["fallback","pretext","text"]}]}
            """.ReplaceLineEndings(""),
            hook.Requests[0].Body);
    }

    [Fact]
    public async Task Fields_and_actions_are_templates()
    {
        await using var hook = await OkHookAsync();
        var config = new SlackConfig
        {
            ApiUrl = new Secret(hook.Url),
            Title = "t", TitleLink = "", Text = "x", Fallback = "f", Color = "", Username = "",
            ShortFields = true,
            LinkNames = true,
            MrkdwnIn = ["text"],
            Fields = [new SlackFieldConfig("A", "{{ .Status }}", null), new SlackFieldConfig("B", "b", false)],
            Actions =
            [
                new SlackActionConfig
                {
                    Type = "button", Text = "Look", Url = "http://x/{{ .GroupLabels.alertname }}",
                    Confirm = new SlackConfirmationConfig("sure?", "", "yes", ""),
                },
            ],
        };

        await NotifyAsync(config, Notifications.Of(Notifications.Firing("Down")));

        Assert.Equal(
            """
            {"link_names":true,"attachments":[{"title":"t","text":"x","fallback":"f","callback_id":"",
            "fields":[{"title":"A","value":"firing","short":true},{"title":"B","value":"b","short":false}],
            "actions":[{"type":"button","text":"Look","url":"http://x/Down","confirm":{"text":"sure?","ok_text":"yes"}}],
            "footer":"","mrkdwn_in":["text"]}]}
            """.ReplaceLineEndings(""),
            hook.Requests[0].Body);
    }

    [Fact]
    public async Task A_title_is_cut_at_1024_characters()
    {
        await using var hook = await OkHookAsync();

        await NotifyAsync(
            new SlackConfig { ApiUrl = new Secret(hook.Url), Title = new string('ü', 1100) },
            Notifications.Of(Notifications.Firing("Down")));

        using var body = JsonDocument.Parse(hook.Requests[0].Body);
        var title = body.RootElement.GetProperty("attachments")[0].GetProperty("title").GetString();
        Assert.Equal(new string('ü', 1023) + "…", title);
    }

    [Theory]
    [InlineData(401, "text/plain", "", false, "channel \"#ops\": unexpected status code 401")]
    [InlineData(500, "text/plain", "", true, "channel \"#ops\": unexpected status code 500")]
    [InlineData(307, "text/plain", "", false, "channel \"#ops\": unexpected status code 307")]
    [InlineData(200, "text/plain", "no_channel", false,
        "channel \"#ops\": received an error response from Slack: no_channel")]
    [InlineData(200, "application/json", """{"ok":false,"error":"no_channel"}""", false,
        "channel \"#ops\": error response from Slack: no_channel")]
    [InlineData(200, "application/json", "{", true, "channel \"#ops\": could not unmarshal JSON response \"{\"")]
    [InlineData(200, "application/json", """{"ok":true}""", false, null)]
    [InlineData(200, "text/plain", "ok", false, null)]
    public async Task Slack_says_no_in_several_ways(
        int status, string type, string body, bool isRetryable, string? error)
    {
        await using var hook = await HookServer.StartAsync();
        hook.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            return context.Response.WriteAsync(body);
        };

        var outcome = await NotifyAsync(
            new SlackConfig { ApiUrl = new Secret(hook.Url), Channel = "#ops" },
                Notifications.Of(Notifications.Firing("a")));

        Assert.Equal((error is null, isRetryable, error), (outcome.IsDelivered, outcome.IsRetryable, outcome.Error));
    }

    [Fact]
    public async Task A_template_that_fails_posts_nothing()
    {
        await using var hook = await OkHookAsync();

        var outcome = await NotifyAsync(
            new SlackConfig { ApiUrl = new Secret(hook.Url), Text = "{{ .Nope }}" },
                Notifications.Of(Notifications.Firing("a")));

        Assert.False(outcome.IsDelivered || outcome.IsRetryable);
        Assert.Empty(hook.Requests);
    }

    private static async Task<HookServer> OkHookAsync()
    {
        var hook = await HookServer.StartAsync();
        hook.Answer = context => context.Response.WriteAsync("ok");
        return hook;
    }

    private static Task<NotifyOutcome> NotifyAsync(SlackConfig config, Notification notification) =>
        Notifications.NotifierOf(new ReceiverConfig { Name = "team-x", Slacks = [config] })
            .NotifyAsync(notification, TestContext.Current.CancellationToken);
}
