using Belfry.Configuration.Prometheus;
using Xunit;

namespace Belfry.Configuration.Tests.Prometheus;

/// <summary>What a file means once defaults are filled in, and how it is shown.</summary>
public sealed class EffectiveConfigTests
{
    private const string Everything =
        """
        global:
          scrape_interval: 30s
          body_size_limit: 10MB
          sample_limit: 100
          metric_name_validation_scheme: legacy
          external_labels: {region: eu, quoted: 'a: b', yes: 'no'}
        rule_files: ['rules/*.yml']
        alerting:
          alert_relabel_configs:
          - action: labeldrop
            regex: replica
          alertmanagers:
          - scheme: https
            path_prefix: /am
            basic_auth: {username: u, password: hidden1}
            static_configs:
            - targets: ['a:9093']
        scrape_configs:
        - job_name: everything
          scrape_interval: 10s
          honor_labels: true
          honor_timestamps: false
          params:
            match[]: ['{job="a"}', up]
          fallback_scrape_protocol: PrometheusText0.0.4
          metrics_path: /m
          scheme: https
          enable_compression: false
          sample_limit: 5
          native_histogram_min_bucket_factor: 1.5
          proxy_url: http://user:hidden2@proxy:3128
          tls_config:
            ca_file: ca.pem
            cert_file: cert.pem
            key: hidden3
            min_version: TLS12
          authorization:
            credentials: hidden4
          http_headers:
            X-A:
              values: [b]
              secrets: [hidden5]
          relabel_configs:
          - source_labels: [__address__, 'a']
            regex: '(.*):\d+'
            target_label: host
          - action: hashmod
            source_labels: [host]
            modulus: 4
            target_label: shard
            separator: ''
          metric_relabel_configs:
          - source_labels: [__name__]
            regex: 'go_.*'
            action: drop
          static_configs:
          - targets: ['a:1', 'b:2']
            labels: {env: prod}
          file_sd_configs:
          - files: [targets/*.json]
            refresh_interval: 1m
          consul_sd_configs:
          - server: c:8500
            token: hidden6
        storage:
          tsdb:
            out_of_order_time_window: 30m
            retention: {time: 15d, size: 1GB}
        remote_write:
        - url: http://user:hidden7@remote/write
          oauth2: {client_id: i, client_secret: hidden8, token_url: http://t}
        """;

    private static readonly ConfigurationLoader Loader = new(new MemoryFiles());

    [Fact]
    public void Global_values_hold_where_a_job_says_nothing()
    {
        var config = Load(Everything);

        var job = config.ScrapeConfigs[0];
        Assert.Equal(new ByteSize(10 << 20), job.Limits.BodySize);
        Assert.Equal(5u, job.Limits.Samples);
        Assert.Equal(NameValidationScheme.Legacy, job.MetricNameValidationScheme);
        Assert.Equal(NameEscapingScheme.Underscores, job.MetricNameEscapingScheme);
        Assert.Equal(TimeSpan.FromSeconds(10), job.ScrapeTimeout);
        Assert.Equal("etc/ca.pem", job.HttpClient.Tls.CaFile);
        Assert.Equal("etc/targets/*.json", job.FileSdConfigs[0].Files[0]);
        Assert.Equal("no", config.Global.ExternalLabels.Get("yes"));
    }

    [Fact]
    public void What_is_shown_loads_again_and_is_shown_the_same()
    {
        var shown = Load(Everything).ToYaml();

        Assert.Equal(shown, Load(shown, "p.yml").ToYaml());
    }

    [Fact]
    public void Secrets_are_not_shown()
    {
        var shown = Load(Everything).ToYaml();

        Assert.DoesNotContain("hidden", shown, StringComparison.Ordinal);
        Assert.Contains("proxy_url: http://user:xxxxx@proxy:3128", shown, StringComparison.Ordinal);
        Assert.Contains("token: <secret>", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", Load(Everything).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", Load(Everything).ScrapeConfigs[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_minimal_file_is_shown_with_its_defaults()
    {
        var shown = Load("scrape_configs:\n- job_name: a\n  static_configs:\n  - targets: [b]\n").ToYaml();

        Assert.Equal(
            """
            global:
              scrape_interval: 1m
              scrape_timeout: 10s
              scrape_protocols:
              - OpenMetricsText1.0.0
              - OpenMetricsText0.0.1
              - PrometheusText1.0.0
              - PrometheusText0.0.4
              evaluation_interval: 1m
              metric_name_validation_scheme: utf8
              scrape_native_histograms: false
              extra_scrape_metrics: false
            scrape_configs:
            - job_name: a
              honor_timestamps: true
              track_timestamps_staleness: false
              scrape_interval: 1m
              scrape_timeout: 10s
              scrape_protocols:
              - OpenMetricsText1.0.0
              - OpenMetricsText0.0.1
              - PrometheusText1.0.0
              - PrometheusText0.0.4
              scrape_native_histograms: false
              always_scrape_classic_histograms: false
              convert_classic_histograms_to_nhcb: false
              metrics_path: /metrics
              scheme: http
              enable_compression: true
              metric_name_validation_scheme: utf8
              metric_name_escaping_scheme: allow-utf-8
              extra_scrape_metrics: false
              follow_redirects: true
              enable_http2: true
              static_configs:
              - targets:
                - b

            """,
            shown);
    }

    [Fact]
    public void An_empty_file_is_all_defaults()
    {
        Assert.Empty(Load("").ScrapeConfigs);
        Assert.Equal(TimeSpan.FromMinutes(1), Load("# nothing\n").Global.EvaluationInterval);
        Assert.Equal(TimeSpan.FromMinutes(1), Load("global:\n").Global.ScrapeInterval);
    }

    [Fact]
    public void A_digest_changes_with_a_secret_and_only_with_a_change()
    {
        var digest = Load(Everything).ScrapeConfigs[0].ToDigest();

        Assert.Equal(digest, Load("# a comment\n" + Everything).ScrapeConfigs[0].ToDigest());
        Assert.NotEqual(
            digest, Load(Everything.Replace("hidden4", "other", StringComparison.Ordinal)).ScrapeConfigs[0].ToDigest());
    }

    [Fact]
    public void Native_histograms_put_protobuf_first()
    {
        var config = Load("scrape_configs:\n- job_name: a\n  scrape_native_histograms: true\n");

        Assert.Equal(ScrapeProtocol.PrometheusProto, config.ScrapeConfigs[0].ScrapeProtocols[0]);
        Assert.Equal(5, config.ScrapeConfigs[0].ScrapeProtocols.Count);
    }

    [Theory]
    [InlineData("$A-${B}-$$", "1-2-$")]
    [InlineData("${MISSING}x", "x")]
    [InlineData("a$", "a$")]
    [InlineData("$ a", "$ a")]
    [InlineData("${", "")]
    [InlineData("plain", "plain")]
    public void Variables_are_expanded_in_external_labels(string written, string expected)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["A"] = "1", ["B"] = "2" };
        var loader = new ConfigurationLoader(
            new MemoryFiles(), new LoaderOptions { Variable = variables.GetValueOrDefault });

        var result = loader.LoadPrometheus("p.yml", $"global:\n  external_labels:\n    a: '{written}'\n");

        Assert.Equal(expected, result.Value!.Global.ExternalLabels.Get("a"));
    }

    private static PrometheusConfig Load(string text, string path = "etc/p.yml")
    {
        var result = Loader.LoadPrometheus(path, text);
        Assert.True(result.IsValid, result.Render());
        return result.Value!;
    }
}
