using System.IO.Compression;
using Belfry.Configuration.Prometheus;
using Belfry.Ingestion.Scrape;
using Belfry.Model;
using Belfry.Model.Metrics;
using Belfry.Storage.Contracts;
using Xunit;

namespace Belfry.Ingestion.Tests.Scrape;

public sealed class ScrapeServiceTests
{
    [Fact]
    public async Task A_target_is_scraped_each_interval()
    {
        await using var target = new FakeTarget { Answer = FakeTarget.Text("a{x=\"y\"} 7\n") };
        await using var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j", target.Address));
        await rig.ScrapeAllAsync();
        await rig.ScrapeAllAsync();

        var samples = rig.Store.Samples($"{{__name__=\"a\", instance=\"{target.Address}\", job=\"j\", x=\"y\"}}");
        Assert.Equal(2, samples.Count);
        Assert.InRange((samples[1].Timestamp - samples[0].Timestamp).TotalSeconds, 9.5, 10.5);
        Assert.Equal("1", rig.Up("j", target.Address));
        Assert.Equal(
            "1 0", rig.Values($"{{__name__=\"scrape_series_added\", instance=\"{target.Address}\", job=\"j\"}}"));
        Assert.Equal(1, target.ConnectionCount);
        var head = target.Requests[0];
        Assert.StartsWith("GET /metrics HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains("User-Agent: Belfry/9.8.7\r\n", head, StringComparison.Ordinal);
        Assert.Contains("X-Prometheus-Scrape-Timeout-Seconds: 10\r\n", head, StringComparison.Ordinal);
        Assert.Contains("Accept-Encoding: gzip\r\n", head, StringComparison.Ordinal);
        Assert.Contains(
            "Accept: application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
            + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2\r\n",
            head,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 10_000, 0)]
    [InlineData(2, 10_000, 0)]
    [InlineData(-2, 10_000, 0)]
    [InlineData(3, 10_000, 3)]
    [InlineData(2, 100, 2)]
    public void Samples_carry_the_due_time_unless_the_scrape_began_noticeably_later(
        int lateMs, int intervalMs, int expectedMs)
    {
        var due = DateTimeOffset.UnixEpoch.AddDays(20_000);

        var time = TargetLoop.SampleTime(due, due.AddMilliseconds(lateMs), TimeSpan.FromMilliseconds(intervalMs));

        Assert.Equal(expectedMs, (time - TimestampMs.From(due)).TotalMilliseconds);
    }

    [Fact]
    public async Task The_read_model_says_how_targets_are()
    {
        await using var target = new FakeTarget
        {
            Answer = FakeTarget.Text("# HELP a what\\nit is\n# TYPE a counter\na 1\n"),
        };
        await using var rig = new ServiceRig();
        var drop = new RelabelConfig { SourceLabels = ["__address__"], Regex = "gone.*", Action = RelabelAction.Drop };
        await rig.ApplyAsync(ServiceRig.Job("j", target.Address, "gone:1", "gone:2") with
        {
            RelabelConfigs = [drop],
            Limits = new ScrapeLimits { KeepDroppedTargets = 1 },
        });

        var before = Assert.Single(rig.Service.ActiveTargets);
        Assert.Equal(TargetHealth.Unknown, before.Health);
        await rig.ScrapeAllAsync();
        var after = Assert.Single(rig.Service.ActiveTargets);
        Assert.Equal(TargetHealth.Up, after.Health);
        Assert.Equal($"http://{target.Address}/metrics", after.ScrapeUrl);
        Assert.Equal($"{{instance=\"{target.Address}\", job=\"j\"}}", after.Labels.ToString());
        Assert.Equal("10s", after.DiscoveredLabels.Get("__scrape_interval__"));
        Assert.Equal("j", after.ScrapePool);
        Assert.Equal("gone:1", Assert.Single(rig.Service.DroppedTargets).DiscoveredLabels.Get("__address__"));
        Assert.Equal(2, rig.Service.DroppedTargetCounts["j"]);
        Assert.Equal(["j"], rig.Service.ScrapePools);
        var metadata = Assert.Single(rig.Service.Metadata());
        Assert.Equal("a", metadata.Metric);
        Assert.Equal(new MetricMetadata(MetricType.Counter, "what\nit is", ""), metadata.Metadata);
        Assert.Empty(rig.Service.Metadata("b"));
    }

    [Fact]
    public async Task Compressed_OpenMetrics_is_read()
    {
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write("# TYPE a counter\n# UNIT a_s s\na_total 5 # {x=\"y\"} 1\n# EOF\n"u8);
        }

        byte[] answer =
        [
            .. System.Text.Encoding.UTF8.GetBytes(
                "HTTP/1.1 200 OK\r\nContent-Type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\n"
                + $"Content-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n"),
            .. packed.ToArray(),
        ];
        await using var target = new FakeTarget { Answer = FakeTarget.Raw(answer) };
        await using var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j", target.Address));
        await rig.ScrapeAllAsync();

        Assert.Equal("5", rig.Values($"{{__name__=\"a_total\", instance=\"{target.Address}\", job=\"j\"}}"));
        Assert.Equal(2, rig.Service.Metadata().Count);
    }

    [Fact]
    public async Task A_chunked_answer_is_read()
    {
        await using var target = new FakeTarget
        {
            Answer = FakeTarget.Raw(
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "4\r\na 1\n\r\n3;x=y\r\nb 2\r\n1\r\n\n\r\n0\r\n\r\n"),
        };
        await using var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j", target.Address));
        await rig.ScrapeAllAsync();
        await rig.ScrapeAllAsync();

        Assert.Equal("2 2", rig.Values($"{{__name__=\"b\", instance=\"{target.Address}\", job=\"j\"}}"));
        Assert.Equal(1, target.ConnectionCount);
    }

    [Fact]
    public async Task Redirects_are_followed_unless_told_otherwise()
    {
        await using var target = new FakeTarget();
        await using var moved = new FakeTarget
        {
            Answer = FakeTarget.Raw(
                $"HTTP/1.1 302 Found\r\nLocation: http://{target.Address}/metrics\r\nContent-Length: 0\r\n\r\n"),
        };
        await using var rig = new ServiceRig();
        var stays = ServiceRig.Job("stays", moved.Address);
        await rig.ApplyAsync(
            ServiceRig.Job("follows", moved.Address),
            stays with { HttpClient = stays.HttpClient with { FollowRedirects = false } });
        await rig.NextAsync(() => rig.Service.ActiveTargets.All(found => found.LastScrape is not null));

        Assert.Equal("1", rig.Up("follows", moved.Address));
        Assert.Equal("0", rig.Up("stays", moved.Address));
        Assert.Equal("server returned HTTP status 302 Found", rig.Service.ActiveTargets[1].LastError);
    }

    [Fact]
    public async Task Credentials_and_headers_are_sent()
    {
        await using var target = new FakeTarget();
        await using var rig = new ServiceRig();
        var basic = ServiceRig.Job("basic", target.Address);
        var bearer = ServiceRig.Job("bearer", target.Address);
        await rig.ApplyAsync(
            basic with
            {
                HttpClient = new() { BasicAuth = new() { Username = "u", Password = new("p") } },
                Params = [new("collect[]", ["a b", "c"])],
            },
            bearer with
            {
                HttpClient = new()
                {
                    Authorization = new() { Credentials = new("token") },
                    HttpHeaders = [new() { Name = "X-Scope", Values = ["t"] }],
                },
            });
        await rig.NextAsync(() => target.Requests.Count >= 2);

        var basicHead = target.Requests.Single(head => head.Contains("Basic", StringComparison.Ordinal));
        Assert.Contains("Authorization: Basic dTpw\r\n", basicHead, StringComparison.Ordinal);
        Assert.StartsWith("GET /metrics?collect%5B%5D=a+b&collect%5B%5D=c ", basicHead, StringComparison.Ordinal);
        var bearerHead = target.Requests.Single(head => head.Contains("Bearer", StringComparison.Ordinal));
        Assert.Contains("Authorization: Bearer token\r\n", bearerHead, StringComparison.Ordinal);
        Assert.Contains("X-Scope: t\r\n", bearerHead, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_metrics_speak_the_names_that_dashboards_know()
    {
        await using var target = new FakeTarget();
        await using var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j", target.Address));
        await rig.ScrapeAllAsync();
        await rig.ScrapeAllAsync();

        var metrics = rig.Metrics();
        Assert.Contains("prometheus_target_interval_length_seconds{interval=\"10s\",quantile=\"0.99\"} ", metrics,
            StringComparison.Ordinal);
        Assert.Contains("prometheus_target_interval_length_seconds_count{interval=\"10s\"} 1\n", metrics,
            StringComparison.Ordinal);
        Assert.Contains("prometheus_target_scrape_pools_total 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("prometheus_target_scrape_pool_targets{scrape_job=\"j\"} 1\n", metrics,
            StringComparison.Ordinal);
        Assert.Contains("prometheus_sd_discovered_targets{name=\"scrape\",config=\"j\"} 1\n", metrics,
            StringComparison.Ordinal);
        Assert.Contains("prometheus_target_sync_length_seconds_count{scrape_job=\"j\"} 1\n", metrics,
            StringComparison.Ordinal);
    }
}
