using Belfry.Alerting.Templates;
using Belfry.Alerting.Templates.Alertmanager;
using Belfry.Alerting.Templates.Defaults;
using Belfry.Alerting.Templates.Values;
using Belfry.Model;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Alerting.Tests.Templates;

public sealed class DefaultTemplateTests
{
    private const string FiringList =
        "Labels:\n - alertname = Down\n - job = node\n - severity = warning\n"
        + "Annotations:\n - summary = it's <down>\nSource: http://g?a=1&b=2\n";

    [Theory]
    [InlineData("slack.default.title", "[FIRING:1] Down (node warning)")]
    [InlineData("email.default.subject", "[FIRING:1] Down (node warning)")]
    [InlineData("slack.default.titlelink", "http://am/#/alerts?receiver=team")]
    [InlineData("slack.default.fallback", "[FIRING:1] Down (node warning) | http://am/#/alerts?receiver=team")]
    [InlineData("slack.default.color", "danger")]
    [InlineData("slack.default.username", "Alertmanager")]
    [InlineData("pagerduty.default.client", "Alertmanager")]
    [InlineData("jira.default.priority", "Medium")]
    [InlineData("opsgenie.default.description", "it's <down>\nAlerts Firing:\n" + FiringList + "\n")]
    [InlineData("pushover.default.message", "it's <down>\n\nAlerts Firing:\n" + FiringList + "\n\n\n")]
    [InlineData("telegram.default.message", "\n\nAlerts Firing:\n" + FiringList + "\n\n\n")]
    public void Text_templates_say_what_Alertmanagers_say(string name, string expected) =>
        Assert.Equal(expected, Set().ExecuteText(name, Notification(isResolved: false)).Text);

    [Fact]
    public void A_resolved_group_has_another_subject_and_colour()
    {
        Assert.Equal("[RESOLVED] Down (node warning)", Set().ExecuteText("__subject", Notification(true)).Text);
        Assert.Equal("good", Set().ExecuteText("slack.default.color", Notification(true)).Text);
    }

    [Fact]
    public void Every_default_template_executes_as_text_and_as_html()
    {
        var set = Set();
        foreach (var name in set.Names.Where(name => !name.EndsWith(".tmpl", StringComparison.Ordinal)))
        {
            var data = Notification(isResolved: false);
            data.TryGetField("Alerts", out var alerts);
            TemplateValue dot = name switch
            {
                "__text_alert_list" or "__text_alert_list_markdown" or "pagerduty.default.instances"
                    or "__belfry.priority" => alerts!,
                "__belfry.pairs" or "__belfry.items" => new KvValue([]),
                "__belfry.email.alert" => ((ListValue)alerts!).Items[0],
                _ => data,
            };
            Assert.Null(set.ExecuteText(name, dot).Error);
            Assert.Null(set.ExecuteHtml(name, dot).Error);
        }
    }

    [Fact]
    public void The_email_escapes_what_alerts_say()
    {
        var html = Set().ExecuteHtml("email.default.html", Notification(isResolved: false)).Text!;

        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains("it&#39;s &lt;down&gt;", html, StringComparison.Ordinal);
        Assert.Contains("href=\"http://g?a=1&amp;b=2\"", html, StringComparison.Ordinal);
        Assert.Contains("1 firing", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<down>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("ZgotmplZ", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_users_file_replaces_definitions_of_the_same_name()
    {
        var isBuilt = DefaultTemplates.TryBuild(
            [new TemplateSource("mine.tmpl", "{{ define \"slack.default.title\" }}mine: {{ template \"__subject\" . }}{{ end }}")],
            new ManualClock(), out var set, out _);

        Assert.True(isBuilt);
        Assert.Equal(
            "mine: [FIRING:1] Down (node warning)",
            set!.ExecuteTextString("{{ template \"slack.default.title\" . }}", Notification(false)).Text);
    }

    private static TemplateSet Set()
    {
        Assert.True(DefaultTemplates.TryBuild([], new ManualClock(), out var set, out var diagnostics), string.Join('\n', diagnostics));
        return set!;
    }

    private static NotificationValue Notification(bool isResolved)
    {
        var now = new TimestampMs(1_700_000_000_000);
        var alert = new Alert
        {
            Labels = Labels.From(("alertname", "Down"), ("job", "node"), ("severity", "warning")),
            Annotations = Labels.From(("summary", "it's <down>")),
            StartsAt = now - TimeSpan.FromHours(1),
            EndsAt = isResolved ? now : null,
            GeneratorUrl = "http://g?a=1&b=2",
        };
        return new NotificationValue(
            "team", Labels.From(("alertname", "Down")), [AlertValue.From(alert, now)], "http://am");
    }
}
