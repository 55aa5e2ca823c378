using System.Globalization;
using Belfry.EndToEnd.Tests.Processes;
using Belfry.Testing;
using Xunit;

namespace Belfry.EndToEnd.Tests.Durability;

/// <summary>
/// The executable is killed while samples stream in. Every sample whose request was answered with 2xx, and every scrape
/// that a query had shown, must be there after the restart, and nothing else may be: not another value, not a sample
/// that
/// was never sent. <c>BELFRY_KILLS</c> is the number of kills of both tests together, 40 unless told otherwise.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int SenderCount = 3;

    // The store looks every ten seconds whether a block is to be cut.
    private static readonly TimeSpan LongLife = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortLife = TimeSpan.FromMilliseconds(400);

    private readonly Seed seed = new(20_261_121);

    private static int Kills => int.Parse(
        Environment.GetEnvironmentVariable("BELFRY_KILLS") ?? "40", CultureInfo.InvariantCulture) / 2;

    /// <summary>Samples of days, so that blocks are cut and the journal gets checkpoints in between.</summary>
    [Fact]
    public async Task Remote_write_over_days_loses_nothing_acknowledged_and_invents_nothing()
    {
        using var configuration = new TemporaryFile("prometheus.yml", "global: {scrape_interval: 1d}\n");
        using var server = new BelfryServer($"--config.file={configuration.Path}");
        var senders = Senders(DateTimeOffset.UtcNow.AddDays(-14), TimeSpan.FromSeconds(10));

        var kills = await RunAsync(server, senders, null, kill => kill % 5 == 4 ? LongLife : TimeSpan.Zero);

        Tell(kills, senders);
        Assert.NotEmpty(Directory.EnumerateDirectories(Path.Combine(server.DataFolder, "blocks")));
    }

    [Fact]
    public async Task Scrapes_beside_remote_write_lose_nothing_that_was_seen_and_invent_nothing()
    {
        using var target = new CountingTarget();
        using var configuration = new TemporaryFile("prometheus.yml", $$"""
            global: {scrape_interval: 1d}
            scrape_configs:
              - {job_name: counting, scrape_interval: 50ms, scrape_timeout: 50ms, static_configs: [{targets: ["127.0.0.1:{{target.Port}}"]}]}
            """);
        using var server = new BelfryServer($"--config.file={configuration.Path}");
        var senders = Senders(DateTimeOffset.UtcNow.AddMinutes(-60), TimeSpan.FromMilliseconds(40));

        var kills = await RunAsync(server, senders, target, _ => TimeSpan.Zero);

        Tell(kills, senders);
        Assert.True(target.SeenCount > 0, $"no scrape was ever seen ({seed})");
        output.WriteLine($"{target.SeenCount} of {target.ServedCount} scrapes had been seen, none lost, none invented");
    }

    private static List<RemoteWriteLoad> Senders(DateTimeOffset first, TimeSpan step) =>
        [.. Enumerable.Range(0, SenderCount).Select(number => new RemoteWriteLoad(number, first, step))];

    private async Task<int> RunAsync(
        BelfryServer server, List<RemoteWriteLoad> senders, CountingTarget? target, Func<int, TimeSpan> leastLife)
    {
        await server.StartAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            await RunUntilKilledAsync(server, senders, target, leastLife(kill) + (ShortLife * seed.Random.NextDouble()));
            if (seed.Random.Next(5) == 0)
            {
                // Once more while it replays.
                server.Launch();
                await Task.Delay(seed.Random.Next(400), TestContext.Current.CancellationToken);
                server.Kill();
            }

            await server.StartAsync();
            var where = $"kill {kill}, {seed}";
            foreach (var sender in senders)
            {
                await sender.VerifyAsync(server, everything: kill % 20 == 19, where);
            }

            await (target?.VerifyAsync(server, where) ?? Task.CompletedTask);
        }

        Assert.Equal(0, await server.StopAsync());
        await server.StartAsync();
        foreach (var sender in senders)
        {
            await sender.VerifyAsync(server, everything: true, $"the end, {seed}");
        }

        return Kills;
    }

    private static async Task RunUntilKilledAsync(
        BelfryServer server, List<RemoteWriteLoad> senders, CountingTarget? target, TimeSpan after)
    {
        using var isKilled = new CancellationTokenSource();
        var loads = senders.Select(sender => sender.SendAsync(server, isKilled.Token)).ToList();
        loads.Add(target?.WatchAsync(server, isKilled.Token) ?? Task.CompletedTask);
        await Task.Delay(after, TestContext.Current.CancellationToken);
        server.Kill();
        await isKilled.CancelAsync();
        await Task.WhenAll(loads);
    }

    private void Tell(int kills, List<RemoteWriteLoad> senders)
    {
        var acknowledged = senders.Sum(sender => sender.AcknowledgedSampleCount);
        Assert.True(acknowledged > kills, $"only {acknowledged} samples were acknowledged ({seed})");
        output.WriteLine($"{kills} kills, {acknowledged} samples acknowledged, none lost, none invented");
    }
}
