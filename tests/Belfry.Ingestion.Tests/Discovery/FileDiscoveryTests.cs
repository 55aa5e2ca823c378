using Belfry.Configuration.Prometheus;
using Belfry.Ingestion.Discovery;
using Belfry.Ingestion.Tests.Scrape;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Ingestion.Tests.Discovery;

public sealed class FileDiscoveryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("belfry").FullName;
    private readonly ManualClock clock = new();
    private readonly List<string> reports = [];
    private IReadOnlyList<TargetGroup> published = [];
    private int publishedCount;

    [Fact]
    public async Task Files_are_followed_and_a_wrong_one_keeps_its_targets()
    {
        var yaml = Path.Combine(folder, "a.yml");
        await File.WriteAllTextAsync(yaml, "- targets: ['h:1']\n  labels: {env: x}\n",
            TestContext.Current.CancellationToken);
        using var stopping = new CancellationTokenSource();
        var config = new FileSdConfig { Files = [Path.Combine(folder, "*")] };
        var discovery = new FileDiscovery(config, clock, (path, error) => reports.Add(Path.GetFileName(path) + error));

        var running = discovery.RunAsync(Publish, stopping.Token);
        Assert.Equal("{__address__=\"h:1\"} {__meta_filepath=\"" + yaml + "\", env=\"x\"}", Single());

        await File.WriteAllTextAsync(Path.Combine(folder, "b.json"), "[{\"targets\": [\"i:1\", \"i:2\"]}]",
            TestContext.Current.CancellationToken);
        await NextAsync(2);
        Assert.Equal(["h:1", "i:1", "i:2"], Addresses());

        await File.WriteAllTextAsync(yaml, "- targets: [\n", TestContext.Current.CancellationToken);
        await ReadAgainAsync(() => reports.Count == 1);
        Assert.Equal(["h:1", "i:1", "i:2"], Addresses());
        Assert.StartsWith("a.yml", Assert.Single(reports), StringComparison.Ordinal);

        File.Delete(yaml);
        await NextAsync(3);
        Assert.Equal(["i:1", "i:2"], Addresses());

        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_job_scrapes_what_its_files_name()
    {
        await using var target = new FakeTarget();
        await File.WriteAllTextAsync(Path.Combine(folder, "t.yml"), $"- targets: ['{target.Address}']\n",
            TestContext.Current.CancellationToken);
        await using var rig = new ServiceRig();
        await rig.ApplyAsync(ServiceRig.Job("j") with
        {
            FileSdConfigs = [new FileSdConfig { Files = [Path.Combine(folder, "*.yml")] }],
        });
        await rig.ScrapeAllAsync();

        Assert.Equal("1", rig.Up("j", target.Address));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Publish(IReadOnlyList<TargetGroup> groups)
    {
        published = groups;
        publishedCount++;
    }

    private string Single()
    {
        var group = Assert.Single(published);
        return $"{Assert.Single(group.Targets)} {group.Labels}";
    }

    private List<string> Addresses() =>
        [.. published.SelectMany(group => group.Targets).Select(target => target.Get("__address__"))];

    private Task NextAsync(int count) => ReadAgainAsync(() => publishedCount == count);

    private async Task ReadAgainAsync(Func<bool> isReached)
    {
        clock.Advance(TimeSpan.FromSeconds(5));
        await ServiceRig.WaitAsync(isReached);
    }
}
