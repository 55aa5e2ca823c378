using System.Globalization;
using Belfry.Configuration;
using Belfry.Configuration.Prometheus;
using Belfry.Ingestion.Scrape;
using Belfry.Storage.Contracts;
using Xunit;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Ingestion.Tests.Scrape;

public sealed class MisbehavingTargetTests
{
    [Theory]
    [InlineData("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
        "server returned HTTP status 500 Internal Server Error")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\na 1\n",
        "non-compliant scrape target sending blank Content-Type and no fallback_scrape_protocol specified for target")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\na 1\n",
        "received unsupported Content-Type \"text/html\" and no fallback_scrape_protocol specified for target")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\na\n",
        "expected value after metric, got \"\\n\" (\"INVALID\") while parsing: \"a\\n\"")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\na 1\n", "Get ")]
    [InlineData(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\na 1\n",
        "Get ")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "Get ")]
    [InlineData("garbage\r\n\r\n", "Get ")]
    [InlineData("", "Get ")]
    public async Task A_bad_answer_is_this_targets_trouble_alone(string answer, string expectedError)
    {
        await using var bad = new FakeTarget { Answer = FakeTarget.Raw(answer, keepAlive: false) };
        await using var good = new FakeTarget();
        await using var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j", bad.Address, good.Address));
        await rig.ScrapeAllAsync();
        await rig.ScrapeAllAsync();

        Assert.Equal("0", rig.Up("j", bad.Address));
        Assert.Equal("1", rig.Up("j", good.Address));
        var state = rig.Service.ActiveTargets.Single(target => target.Health == TargetHealth.Down);
        Assert.StartsWith(expectedError, state.LastError, StringComparison.Ordinal);
        Assert.Contains(bad.Address, state.ScrapeUrl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fallback_protocol_saves_a_missing_content_type()
    {
        await using var target = new FakeTarget
        {
            Answer = FakeTarget.Raw("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\na 1\n"),
        };
        await using var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j", target.Address) with
        {
            FallbackScrapeProtocol = ScrapeProtocol.PrometheusText004,
        });
        await rig.ScrapeAllAsync();

        Assert.Equal("1", rig.Up("j", target.Address));
    }

    [Fact]
    public async Task An_endless_body_is_cut_off()
    {
        await using var target = new FakeTarget { Answer = EndlessAsync };
        await using var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j", target.Address) with
        {
            Limits = new ScrapeLimits { BodySize = new ByteSize(100_000) },
        });
        await rig.ScrapeAllAsync();

        Assert.Equal("0", rig.Up("j", target.Address));
        Assert.Equal("body size limit exceeded", Assert.Single(rig.Service.ActiveTargets).LastError);
        Assert.Contains(
            "prometheus_target_scrapes_exceeded_body_size_limit_total 1\n", rig.Metrics(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_says_nothing_runs_into_the_timeout()
    {
        await using var target = new FakeTarget { Answer = NeverAsync };
        await using var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j", target.Address));
        await rig.NextAsync(() => target.Requests.Count == 1);
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        await ServiceRig.WaitAsync(() => rig.Service.ActiveTargets[0].Health == TargetHealth.Down);

        Assert.Equal(
            $"Get \"http://{target.Address}/metrics\": context deadline exceeded",
                rig.Service.ActiveTargets[0].LastError);
        Assert.Equal("0", rig.Up("j", target.Address));
    }

    [Fact]
    public async Task Nobody_listening_is_a_refused_connection()
    {
        await using var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j", "127.0.0.1:1"));
        await rig.ScrapeAllAsync();

        Assert.Contains(
            "connection refused", Assert.Single(rig.Service.ActiveTargets).LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_recovers_is_up_again_and_its_series_go_on()
    {
        await using var target = new FakeTarget();
        await using var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j", target.Address));
        await rig.ScrapeAllAsync();
        target.Answer = FakeTarget.Raw("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
        await rig.ScrapeAllAsync();
        target.Answer = FakeTarget.Text("a 2\n");
        await rig.ScrapeAllAsync();

        Assert.Equal("1 0 1", rig.Up("j", target.Address));
        Assert.Equal("1 stale 2", rig.Values($"{{__name__=\"a\", instance=\"{target.Address}\", job=\"j\"}}"));
        Assert.Equal("", Assert.Single(rig.Service.ActiveTargets).LastError);
    }

    [Fact]
    public async Task A_store_that_cannot_write_does_not_end_the_loop()
    {
        await using var target = new FakeTarget();
        await using var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j", target.Address));
        rig.Store.CommitFailure = new StorageFailureException("disk full", "wal", -1, "make room");
        await rig.NextAsync(() => rig.Service.ActiveTargets[0].Health == TargetHealth.Down);
        rig.Store.CommitFailure = null;
        await rig.ScrapeAllAsync();

        Assert.Equal("1", rig.Up("j", target.Address));
        Assert.Contains("belfry_target_scrapes_commit_failed_total 1\n", rig.Metrics(), StringComparison.Ordinal);
    }

    private static async Task<bool> EndlessAsync(System.Net.Sockets.NetworkStream stream,
        CancellationToken cancellationToken)
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"u8.ToArray(), cancellationToken);
        for (var number = 0; ; number++)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"a{{n=\"{number}\"}} 1\n");
            await stream.WriteAsync(TextEncoding.UTF8.GetBytes(line), cancellationToken);
        }
    }

    private static async Task<bool> NeverAsync(System.Net.Sockets.NetworkStream stream,
        CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return false;
    }
}
