using Belfry.Configuration.Alertmanager;
using Belfry.Configuration.Prometheus;
using Xunit;

namespace Belfry.Configuration.Tests.Samples;

/// <summary>The files of the sample stack load as they are.</summary>
public sealed class AzoraTests
{
    private static readonly ConfigurationLoader Loader = new(new MemoryFiles()
        .With("azora/prometheus.yml", Resources.Read("azora/prometheus.yml"))
        .With("azora/alert_rules.yml", Resources.Read("azora/alert_rules.yml"))
        .With("azora/alertmanager.yml", Resources.Read("azora/alertmanager.yml")));

    [Fact]
    public void Prometheus_and_its_rules_load_without_a_word()
    {
        var result = Loader.LoadPrometheus("azora/prometheus.yml");

        Assert.Empty(result.Render());
        var config = result.Value!;
        Assert.Equal(12, config.ScrapeConfigs.Count);
        Assert.Equal(TimeSpan.FromSeconds(5), config.ScrapeConfigs[0].ScrapeInterval);
        Assert.Equal(TimeSpan.FromSeconds(5), config.ScrapeConfigs[0].ScrapeTimeout);
        Assert.Equal(TimeSpan.FromSeconds(15), config.ScrapeConfigs[2].ScrapeInterval);
        Assert.Equal(TimeSpan.FromSeconds(10), config.ScrapeConfigs[2].ScrapeTimeout);
        Assert.Equal(ScrapeConfig.DefaultScrapeProtocols, config.ScrapeConfigs[2].ScrapeProtocols);
        Assert.Equal(["redis:6379"], config.ScrapeConfigs[^1].StaticConfigs[0].Targets);
        Assert.Equal(["alertmanager:9093"], config.Alerting.Alertmanagers[0].StaticConfigs[0].Targets);
        var group = Assert.Single(Assert.Single(config.RuleFiles).Groups);
        Assert.Equal(6, group.Rules.Count);
        Assert.Equal(TimeSpan.FromMinutes(2), group.Rules[1].For);
        Assert.Equal("Service {{ $labels.job }} is down", group.Rules[1].Annotations[1].Text);
        Assert.Equal(new("azora/alert_rules.yml", 18, 15), group.Rules[1].ExprLocation);
    }

    [Fact]
    public void Alertmanager_loads_without_a_word()
    {
        var result = Loader.LoadAlertmanager("azora/alertmanager.yml");

        Assert.Empty(result.Render());
        var config = result.Value!;
        Assert.Equal("severity=\"critical\"", Assert.Single(config.Route.Routes[0].Matchers).ToString());
        var email = config.Receivers[0].Emails[0];
        Assert.Equal(new HostPort("smtp.gmail.com", "587"), email.Smarthost);
        Assert.Equal("your-app-password", email.AuthPassword!.Reveal());
        Assert.Equal("Azora Alert: {{ .GroupLabels.alertname }}", Assert.Single(email.Headers).Text);
        Assert.Equal("", email.Html);
        Assert.Equal(EmailConfig.DefaultHtml, config.Receivers[1].Emails[0].Html);
        Assert.Equal("#alerts-critical", config.Receivers[1].Slacks[0].Channel);
    }

    [Fact]
    public void Secrets_are_not_shown()
    {
        var config = Loader.LoadAlertmanager("azora/alertmanager.yml").Value!;

        Assert.DoesNotContain("your-app-password", config.ToYaml(), StringComparison.Ordinal);
        Assert.DoesNotContain("hooks.slack.com", config.ToYaml(), StringComparison.Ordinal);
        Assert.DoesNotContain("your-app-password", config.Receivers[0].Emails[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("api_url: <secret>", config.ToYaml(), StringComparison.Ordinal);
    }
}
