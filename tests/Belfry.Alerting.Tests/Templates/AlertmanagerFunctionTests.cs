using Belfry.Alerting.Templates.Alertmanager;
using Belfry.Alerting.Templates.Time;
using Belfry.Model;
using Xunit;

namespace Belfry.Alerting.Tests.Templates;

public sealed class AlertmanagerFunctionTests
{
    [Theory]
    [InlineData("{{ title \"some WORDS here\" }}|{{ trimSpace \" x \" }}|{{ toUpper \"x\" }}", "Some Words Here|x|X")]
    [InlineData("{{ join \", \" (stringSlice \"a\" \"b\") }}", "a, b")]
    [InlineData("{{ base64encode \"hé\" }} {{ base64decode \"aMOp\" }}", "aMOp hé")]
    [InlineData("{{ urlUnescape \"a%20b+c\" }}", "a b c")]
    [InlineData("{{ list 1 \"a\" }} {{ append (list 1) 2 3 }} {{ dict \"a\" 1 \"b\" (list) }}", "[1 a] [1 2 3] map[a:1 b:[]]")]
    [InlineData("{{ toJson (dict \"b\" 1.5 \"a\" (list true nil \"<x>\")) }}", "{\"a\":[true,null,\"\\u003cx\\u003e\"],\"b\":1.5}")]
    [InlineData("{{ date \"2006-01-02T15:04:05Z07:00\" now }}", "2024-02-29T13:37:11Z")]
    [InlineData("{{ (toDate \"2006-01-02 15:04\" \"2024-03-15 10:30\").Format \"02 Jan 06, 3:04PM\" }}", "15 Mar 24, 10:30AM")]
    [InlineData("{{ (now.Add (since (now.AddDate 0 0 -1))).Format \"2006-01-02\" }}", "2024-03-01")]
    [InlineData("{{ now | since | humanizeDuration }}", "0s")]
    [InlineData("{{ now | tz \"Asia/Tokyo\" | date \"15:04 -0700\" }}", "22:37 +0900")]
    [InlineData("{{ index (dict \"a\" \"x\") \"a\" }}", "x")]
    public void Functions_do_what_they_do_in_Alertmanager(string text, string expected) =>
        Assert.Equal(expected, TemplateBench.Notification(text));

    [Theory]
    [InlineData("{{ tz \"Nowhere/Land\" now }}", "error calling tz: unknown time zone Nowhere/Land")]
    [InlineData("{{ base64decode \"!\" }}", "error calling base64decode: illegal base64 data")]
    [InlineData("{{ dict \"a\" }}", "error calling dict: dict expects an even number of arguments")]
    [InlineData("{{ urlUnescape \"%zz\" }}", "error calling urlUnescape: invalid URL escape \"%zz\"")]
    [InlineData("{{ join 1 2 }}", "expected string; found 1")]
    public void Their_errors_say_what_is_wrong(string text, string error) =>
        Assert.EndsWith(error, TemplateBench.Notification(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("{{ .Receiver }} {{ .Status }} {{ len .Alerts }} {{ len .Alerts.Firing }} {{ len .Alerts.Resolved }}", @"team\.x firing 2 1 1")]
    [InlineData("{{ .CommonLabels }}|{{ .CommonAnnotations }}|{{ .GroupLabels }}", "alertname=Down, job=node|runbook=r|alertname=Down")]
    [InlineData("{{ .CommonLabels.SortedPairs.Names | join \",\" }}|{{ .CommonLabels.Values | join \",\" }}", "alertname,job|Down,node")]
    [InlineData("{{ (.CommonLabels.Remove .GroupLabels.Names).Names }}", "[job]")]
    [InlineData("{{ range .Alerts }}{{ .Status }}:{{ .Labels.instance }}:{{ .EndsAt.IsZero }} {{ end }}", "firing:a:true resolved:b:false ")]
    [InlineData("{{ (index .Alerts 0).StartsAt }}", "2023-11-14 22:13:20 +0000 UTC")]
    [InlineData("{{ routeLabels \"team\" }}|{{ routeLabels \"none\" }}", "on node|")]
    [InlineData("{{ with index .Alerts 0 }}{{ .Fingerprint | len }}{{ .GeneratorURL }}{{ end }}", "16http://g")]
    public void A_notification_shows_its_group_and_alerts(string text, string expected) =>
        Assert.Equal(expected, TemplateBench.Notification(text, Notification()));

    [Fact]
    public void Route_labels_that_call_each_other_are_an_error_and_not_a_crash()
    {
        var data = new NotificationValue(
            "x", Labels.Empty, [], "http://am", "",
            [new("a", "{{ routeLabels \"b\" }}"), new("b", "{{ routeLabels \"a\" }}")]);

        Assert.EndsWith(
            "template expands itself: routeLabels \"a\" -> routeLabels \"b\" -> routeLabels \"a\"",
            TemplateBench.Notification("{{ routeLabels \"a\" }}", data), StringComparison.Ordinal);
    }

    [Fact]
    public void Times_of_zones_with_summer_time_show_their_names()
    {
        var summer = TemplateBench.Map(("t", new TimeValue(1_720_000_000)));

        Assert.Equal(
            "2024-07-03 11:46:40 +0200 CEST", TemplateBench.Notification("{{ tz \"Europe/Paris\" .t }}", summer));
    }

    private static NotificationValue Notification()
    {
        var start = new TimestampMs(1_700_000_000_000);
        AlertValue Alert(string instance, TimestampMs? end) => AlertValue.From(
            new Alert
            {
                Labels = Labels.From(("alertname", "Down"), ("job", "node"), ("instance", instance)),
                Annotations = Labels.From(("runbook", "r"), ("summary", instance)),
                StartsAt = start,
                EndsAt = end,
                GeneratorUrl = "http://g",
            },
            start + TimeSpan.FromHours(1));
        return new NotificationValue(
            "team.x",
            Labels.From(("alertname", "Down")),
            [Alert("a", start + TimeSpan.FromHours(2)), Alert("b", start + TimeSpan.FromMinutes(1))],
            "http://am",
            "first notification",
            [new("team", "on {{ .CommonLabels.job }}")]);
    }
}
