using Belfry.Ingestion.Scrape;
using Belfry.Storage.Contracts;
using Xunit;

namespace Belfry.Ingestion.Tests.Scrape;

public sealed class StoreOutageTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(20_000);

    [Fact]
    public void It_is_told_at_once_and_then_every_minute()
    {
        var outage = new StoreOutage();
        var told = Enumerable.Range(0, 13).Where(step => outage.Miss(Start.AddSeconds(step * 10))).ToList();

        Assert.Equal([0, 6, 12], told);
        Assert.Equal(13, outage.MissedCount);
        Assert.Equal(13, outage.End());
        Assert.Equal(0, outage.End());
        Assert.True(outage.Miss(Start.AddSeconds(131)));
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_silence_it()
    {
        var outage = new StoreOutage();
        outage.Miss(Start);

        Assert.True(outage.Miss(Start.AddDays(-1)));
    }

    [Fact]
    public async Task A_disk_that_fails_is_an_event_and_so_is_its_recovery()
    {
        await using var target = new FakeTarget();
        await using var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j", target.Address));
        await rig.ScrapeAllAsync();
        rig.Store.CommitFailure = new StorageFailureException("no space left", "00000001", 7, "free some");
        await rig.NextAsync(() => rig.Service.ActiveTargets[0].Health == TargetHealth.Down);
        Assert.Contains("no space left", rig.Service.ActiveTargets[0].LastError, StringComparison.Ordinal);

        rig.Store.CommitFailure = null;
        await rig.NextAsync(() => rig.Log.Infos.Any(
            told => told.Contains(" scrapes are stored again pool=j", StringComparison.Ordinal)));

        Assert.Equal(TargetHealth.Up, rig.Service.ActiveTargets[0].Health);
        Assert.Contains(rig.Log.Errors, told =>
            told.Contains(" scrape was not stored pool=j", StringComparison.Ordinal)
            && told.Contains(" missed=1 ", StringComparison.Ordinal));
    }
}
