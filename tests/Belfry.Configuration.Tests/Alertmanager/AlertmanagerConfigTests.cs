using Belfry.Configuration.Alertmanager;
using Belfry.Configuration.Alertmanager.Matchers;
using Xunit;

namespace Belfry.Configuration.Tests.Alertmanager;

/// <summary>What an Alertmanager file means.</summary>
public sealed class AlertmanagerConfigTests
{
    private static readonly ConfigurationLoader Loader = new(new MemoryFiles());

    [Fact]
    public void Routes_stay_as_written_and_their_matchers_are_sorted()
    {
        var config = Load(
            """
            route:
              receiver: a
              group_by: ['...']
              routes:
              - match: {b: '1'}
                match_re: {a: 'x|y'}
                matchers: ['c!="2"', '{a="0"}']
                group_by: []
                continue: true
                group_wait: 0s
            receivers:
            - name: a
              labels: {team: t}
            """);

        Assert.True(config.Route.GroupByAll);
        Assert.Null(config.Route.GroupBy);
        var child = config.Route.Routes[0];
        Assert.Null(child.Receiver);
        Assert.Empty(child.GroupBy!);
        Assert.True(child.Continue);
        Assert.Equal(TimeSpan.Zero, child.GroupWait);
        Assert.Null(child.RepeatInterval);
        Assert.Equal(
            ["a=\"0\"", "a=~\"^(?:x|y)$\"", "b=\"1\"", "c!=\"2\""], child.Matchers.Select(matcher => matcher.ToString()));
        Assert.Equal(["name=a", "team=t"], config.Receivers[0].Labels.Select(label => $"{label.Name}={label.Text}"));
    }

    [Fact]
    public void Receivers_take_what_they_leave_out_from_global()
    {
        var config = Load(
            """
            global:
              smtp_smarthost: '[::1]:25'
              smtp_from: from
              smtp_require_tls: false
              slack_app_token: token
              http_config: {proxy_url: 'http://proxy:1'}
            route: {receiver: a}
            receivers:
            - name: a
              email_configs:
              - to: x
                auth_password_file: pw
              slack_configs:
              - channel: '#c'
              webhook_configs:
              - url: https://h/{{ .GroupLabels.a }}
                timeout: 1m30s
                payload: {text: '{{ .Status }}', count: 3, list: [true, null]}
            """);

        var receiver = config.Receivers[0];
        Assert.Equal("[::1]:25", receiver.Emails[0].Smarthost.ToString());
        Assert.False(receiver.Emails[0].RequireTls);
        Assert.Equal("etc/pw", receiver.Emails[0].AuthPasswordFile);
        Assert.Equal("https://slack.com/api/chat.postMessage", receiver.Slacks[0].ApiUrl!.Reveal());
        Assert.Equal("token", receiver.Slacks[0].HttpClient.Authorization!.Credentials!.Reveal());
        Assert.Equal("proxy", receiver.Webhooks[0].HttpClient.Proxy.Url!.Host);
        Assert.Equal(TimeSpan.FromSeconds(90), receiver.Webhooks[0].Timeout);
        var payload = receiver.Webhooks[0].Payload!.Members!;
        Assert.Equal("{{ .Status }}", payload[0].Value.Text);
        Assert.Equal("3", payload[1].Value.Literal);
        Assert.Equal("null", payload[2].Value.Items![1].Literal);
    }

    [Fact]
    public void Time_intervals_become_numbers()
    {
        var config = Load(
            """
            route: {receiver: a}
            receivers: [{name: a}]
            time_intervals:
            - name: t
              time_intervals:
              - times: [{start_time: '09:00', end_time: '24:00'}]
                weekdays: ['monday:friday', Sunday]
                days_of_month: ['1:5', '-3:-1']
                months: ['january:march', '5']
                years: ['2020:2022']
                location: Europe/Berlin
            """);

        var period = config.TimeIntervals[0].Periods[0];
        Assert.Equal([new InclusiveRange(540, 1440)], period.Times);
        Assert.Equal([new InclusiveRange(1, 5), new InclusiveRange(0, 0)], period.Weekdays);
        Assert.Equal([new InclusiveRange(1, 5), new InclusiveRange(-3, -1)], period.DaysOfMonth);
        Assert.Equal([new InclusiveRange(1, 3), new InclusiveRange(5, 5)], period.Months);
        Assert.Equal([new InclusiveRange(2020, 2022)], period.Years);
        Assert.Equal("Europe/Berlin", period.Location!.Id);
    }

    [Fact]
    public void A_kind_that_the_host_can_send_to_loads()
    {
        const string Text = "route: {receiver: a}\nreceivers: [{name: a, pagerduty_configs: [{routing_key: b}]}]";
        var options = new LoaderOptions { ReceiverKinds = new HashSet<string>(StringComparer.Ordinal) { "pagerduty" } };

        Assert.False(Loader.LoadAlertmanager("a.yml", Text).IsValid);
        Assert.True(new ConfigurationLoader(new MemoryFiles(), options).LoadAlertmanager("a.yml", Text).IsValid);
    }

    [Fact]
    public void Classic_mode_takes_legacy_names_only()
    {
        const string Text = "route: {receiver: a, group_by: ['service.name']}\nreceivers: [{name: a}]";
        var classic = new LoaderOptions { MatcherSyntax = MatcherSyntax.Classic };

        Assert.True(Loader.LoadAlertmanager("a.yml", Text).IsValid);
        Assert.False(new ConfigurationLoader(new MemoryFiles(), classic).LoadAlertmanager("a.yml", Text).IsValid);
    }

    private static AlertmanagerConfig Load(string text)
    {
        var result = Loader.LoadAlertmanager("etc/a.yml", text);
        Assert.True(result.IsValid, result.Render());
        return result.Value!;
    }
}
