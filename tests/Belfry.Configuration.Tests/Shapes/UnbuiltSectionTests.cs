using Belfry.Configuration.Shapes;
using Xunit;

namespace Belfry.Configuration.Tests.Shapes;

/// <summary>Sections that are checked but have no record of their own.</summary>
public sealed class UnbuiltSectionTests
{
    /// <summary>The least that each kind of discovery needs.</summary>
    public static TheoryData<string, string> Discoveries => new()
    {
        { "aws", "role: ec2" },
        { "azure", "{subscription_id: a, tenant_id: b, client_id: c, client_secret: d}" },
        { "consul", "{}" },
        { "digitalocean", "{}" },
        { "dns", "names: [a.example]" },
        { "docker", "host: unix:///var/run/docker.sock" },
        { "dockerswarm", "{host: tcp://a, role: nodes}" },
        { "ec2", "region: a" },
        { "eureka", "server: http://a/eureka" },
        { "gce", "{project: a, zone: b}" },
        { "hetzner", "role: hcloud" },
        { "http", "url: http://a/targets" },
        { "ionos", "datacenter_id: a" },
        { "kubernetes", "{role: pod, selectors: [{role: node, field: spec.x=y}]}" },
        { "kuma", "server: http://a" },
        { "lightsail", "region: a" },
        { "linode", "{}" },
        { "marathon", "servers: ['http://a']" },
        { "nerve", "{servers: [a], paths: [/b]}" },
        { "nomad", "server: http://a" },
        { "oci", "region: a" },
        { "openstack", "{role: instance, region: a}" },
        { "outscale", "{region: a, access_key: b, secret_key: c}" },
        { "ovhcloud", "{service: vps, endpoint: ovh-eu, application_key: a, application_secret: b, consumer_key: c}" },
        { "puppetdb", "{url: 'http://a', query: b}" },
        { "scaleway", "{role: instance, project_id: a, access_key: b, secret_key: c}" },
        { "serverset", "{servers: [a], paths: [/b]}" },
        { "stackit", "project: a" },
        { "triton", "{account: a, dns_suffix: b, endpoint: c, version: 1}" },
        { "uyuni", "server: http://a" },
        { "vultr", "{}" },
    };

    /// <summary>The least that each kind of receiver needs.</summary>
    public static TheoryData<string, string> Receivers => new()
    {
        { "discord", "webhook_url: http://a" },
        { "incidentio", "{url: 'http://a', alert_source_token: b}" },
        { "jira", "{api_url: 'http://a', project: b, issue_type: c}" },
        { "mattermost", "webhook_url: http://a" },
        { "msteams", "webhook_url: http://a" },
        { "msteamsv2", "webhook_url: http://a" },
        { "opsgenie", "api_key: a" },
        { "pagerduty", "routing_key: a" },
        { "pushover", "{user_key: a, token: b, retry: 1m30s}" },
        { "rocketchat", "{token_id: a, token: b}" },
        { "sns", "{topic_arn: a, sigv4: {region: b}}" },
        { "telegram", "{bot_token: a, chat_id: -5}" },
        { "victorops", "{api_key: a, routing_key: b}" },
        { "webex", "{room_id: a, http_config: {authorization: {credentials: b}}}" },
        { "wechat", "{api_secret: a, corp_id: b}" },
    };

    [Theory]
    [MemberData(nameof(Discoveries))]
    public void A_discovery_loads_with_one_honest_warning(string kind, string section)
    {
        var text = $"scrape_configs:\n- job_name: a\n  {kind}_sd_configs:\n  - {section}\n";

        var result = new ConfigurationLoader(new MemoryFiles()).LoadPrometheus("p.yml", text);

        Assert.True(result.IsValid, result.Render());
        Assert.Equal(
            $"p.yml:4:3: warning: `{kind}_sd_configs` is accepted but not done by this version",
            Assert.Single(result.Diagnostics).ToString());
        Assert.Contains($"{kind}_sd_configs:", result.Value!.ToYaml(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Discoveries))]
    public void A_discovery_that_the_host_does_has_no_warning(string kind, string section)
    {
        var options = new LoaderOptions { DiscoveryKinds = new HashSet<string>(StringComparer.Ordinal) { kind } };
        var text = $"scrape_configs:\n- job_name: a\n  {kind}_sd_configs:\n  - {section}\n";

        Assert.Empty(new ConfigurationLoader(new MemoryFiles(), options).LoadPrometheus("p.yml", text).Render());
    }

    [Theory]
    [MemberData(nameof(Receivers))]
    public void A_receiver_that_cannot_be_sent_to_has_one_error(string kind, string section)
    {
        var text = $"route: {{receiver: a}}\nreceivers:\n- name: a\n  {kind}_configs:\n  - {section}\n";

        var result = new ConfigurationLoader(new MemoryFiles()).LoadAlertmanager("a.yml", text);

        Assert.Equal(
            $"`{kind}_configs` is known to Alertmanager, but this version of belfry cannot send to it yet",
            Assert.Single(result.Diagnostics).Message);
    }

    [Fact]
    public void Every_kind_has_a_case_here()
    {
        Assert.Equal(PrometheusShapes.DiscoveryKinds, Discoveries.Select(row => row.Data.Item1));
        Assert.Equal(AlertmanagerShapes.ReceiverKinds, Receivers.Select(row => row.Data.Item1));
    }

    [Fact]
    public void Files_with_targets_are_bound_but_not_done_unless_the_host_does_them()
    {
        const string Text = "scrape_configs:\n- job_name: a\n  file_sd_configs:\n  - files: [b.json]\n";
        var options = new LoaderOptions { DiscoveryKinds = new HashSet<string>(StringComparer.Ordinal) { "file" } };

        Assert.Equal(
            "p.yml:4:3: warning: `file_sd_configs` is accepted but not done by this version",
            Assert.Single(
                new ConfigurationLoader(new MemoryFiles()).LoadPrometheus("p.yml", Text).Diagnostics).ToString());
        Assert.Empty(new ConfigurationLoader(new MemoryFiles(), options).LoadPrometheus("p.yml", Text).Render());
    }
}
