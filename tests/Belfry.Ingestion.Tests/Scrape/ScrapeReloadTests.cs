using Belfry.Configuration.Prometheus;
using Xunit;

namespace Belfry.Ingestion.Tests.Scrape;

public sealed class ScrapeReloadTests
{
    [Fact]
    public async Task An_unchanged_job_keeps_its_loops_and_cache()
    {
        await using var target = new FakeTarget();
        await using var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j", target.Address));
        await rig.ScrapeAllAsync();
        var resolved = rig.Store.ResolveCount;

        await rig.ApplyAsync(ServiceRig.Job("j", target.Address));
        await rig.ScrapeAllAsync();

        Assert.Equal(resolved, rig.Store.ResolveCount);
        Assert.Equal("1 1", rig.Values($"{{__name__=\"a\", instance=\"{target.Address}\", job=\"j\"}}"));
        Assert.Equal(1, target.ConnectionCount);
    }

    [Fact]
    public async Task Series_of_a_removed_target_end_and_others_go_on()
    {
        await using var stays = new FakeTarget();
        await using var goes = new FakeTarget();
        await using var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j", stays.Address, goes.Address));
        await rig.ScrapeAllAsync();

        await rig.ApplyAsync(ServiceRig.Job("j", stays.Address));
        await rig.ScrapeAllAsync();

        Assert.Equal("1 stale", rig.Values($"{{__name__=\"a\", instance=\"{goes.Address}\", job=\"j\"}}"));
        Assert.Equal("1 stale", rig.Up("j", goes.Address));
        Assert.Equal("1 1", rig.Values($"{{__name__=\"a\", instance=\"{stays.Address}\", job=\"j\"}}"));
        Assert.Single(rig.Service.ActiveTargets);
    }

    [Fact]
    public async Task Series_that_a_changed_job_labels_otherwise_end()
    {
        await using var target = new FakeTarget();
        await using var rig = new ServiceRig();
        var job = ServiceRig.Job("j", target.Address);
        await rig.ApplyAsync(job);
        await rig.ScrapeAllAsync();

        await rig.ApplyAsync(job with
        {
            MetricRelabelConfigs = [new RelabelConfig { TargetLabel = "zone", Replacement = "eu" }],
        });
        await rig.ScrapeAllAsync();

        Assert.Equal("1 stale", rig.Values($"{{__name__=\"a\", instance=\"{target.Address}\", job=\"j\"}}"));
        Assert.Equal("1", rig.Values($"{{__name__=\"a\", instance=\"{target.Address}\", job=\"j\", zone=\"eu\"}}"));
    }

    [Fact]
    public async Task Series_of_a_removed_job_end()
    {
        await using var target = new FakeTarget();
        await using var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j", target.Address));
        await rig.ScrapeAllAsync();

        await rig.ApplyAsync();

        Assert.Equal("1 stale", rig.Up("j", target.Address));
        Assert.Empty(rig.Service.ScrapePools);
    }

    [Fact]
    public async Task Stopping_the_process_ends_no_series_and_gives_up_a_scrape_in_flight()
    {
        await using var target = new FakeTarget();
        var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j", target.Address));
        await rig.ScrapeAllAsync();
        target.Answer = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return false;
        };
        var before = target.Requests.Count;
        await rig.NextAsync(() => target.Requests.Count > before);

        await rig.DisposeAsync();
        await rig.DisposeAsync();

        Assert.Equal("1", rig.Up("j", target.Address));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => rig.ApplyAsync());
    }

    [Fact]
    public async Task More_targets_than_the_limit_all_fail()
    {
        await using var target = new FakeTarget();
        await using var other = new FakeTarget();
        await using var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j", target.Address, other.Address) with
        {
            Limits = new ScrapeLimits { Targets = 1 },
        });
        await rig.ScrapeAllAsync();

        Assert.Equal("0", rig.Up("j", target.Address));
        Assert.Equal(
            "target_limit exceeded (number of targets: 2, limit: 1)", rig.Service.ActiveTargets[0].LastError);
        Assert.Empty(target.Requests);
    }
}
