using System.Collections.Concurrent;
using Belfry.Configuration.Prometheus;
using Belfry.Ingestion.Scrape;
using Belfry.Platform.Telemetry;
using Belfry.Storage.Contracts;
using Belfry.Testing.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Ingestion.Tests.Scrape;

public sealed class ScrapeClockTests : IDisposable
{
    private readonly ScrapeClock clock = new(TimeProvider.System);

    [Fact]
    public async Task Who_waits_is_woken_in_the_order_of_when_it_is_due_not_of_when_it_asked()
    {
        var woken = new List<int>();

        // So far apart that a machine that stands still between two of them does not change their order.
        await Task.WhenAll(Wait(2000), Wait(0), Wait(1000));

        Assert.Equal([0, 1000, 2000], woken);

        async Task Wait(int waitMs)
        {
            Assert.True(await clock.WaitAsync(TimeSpan.FromMilliseconds(waitMs), CancellationToken.None));
            woken.Add(waitMs);
        }
    }

    [Fact]
    public async Task Nobody_is_woken_early()
    {
        for (var wait = TimeSpan.FromMilliseconds(0.5); wait < TimeSpan.FromMilliseconds(30); wait *= 1.7)
        {
            var start = TimeProvider.System.GetTimestamp();
            await clock.WaitAsync(wait, CancellationToken.None);
            Assert.True(TimeProvider.System.GetElapsedTime(start) >= wait, $"{wait}");
        }
    }

    [Fact]
    public async Task Who_is_woken_is_on_the_clocks_thread_until_it_leaves()
    {
        await clock.WaitAsync(TimeSpan.FromMilliseconds(1), CancellationToken.None);
        Assert.Equal("scrape clock", Thread.CurrentThread.Name);
        Assert.True(ScrapeClock.IsCurrent);

        await Task.Yield();

        Assert.False(ScrapeClock.IsCurrent);
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_ends_at_once()
    {
        using var stopping = new CancellationTokenSource();
        var waiting = clock.WaitAsync(TimeSpan.FromDays(1), stopping.Token);
        await stopping.CancelAsync();

        Assert.False(await waiting);
        Assert.False(await clock.WaitAsync(TimeSpan.FromDays(1), stopping.Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Nothing_is_stored_on_the_thread_that_wakes_the_loops(int targetLimit)
    {
        await using var target = new FakeTarget();
        var store = new ThreadNotingStore();
        await using (var service = new ScrapeService(
            store,
            TimeProvider.System,
            new MetricRegistry(),
            NullLogger<ScrapeService>.Instance,
            new ScrapeOptions { Version = "1" }))
        {
            // The second one refuses connections; and with a limit both fail without being asked.
            var job = ServiceRig.Job("j", target.Address, "127.0.0.1:1") with
            {
                ScrapeInterval = TimeSpan.FromMilliseconds(20),
                ScrapeTimeout = TimeSpan.FromMilliseconds(20),
                Limits = new ScrapeLimits { Targets = (uint)targetLimit },
            };
            await service.ApplyAsync([job], CancellationToken.None);
            await ServiceRig.WaitAsync(() => store.Count > 40);
            await service.ApplyAsync([], CancellationToken.None);
        }

        Assert.DoesNotContain("scrape clock", store.Threads);
    }

    public void Dispose() => clock.Dispose();

    private sealed class ThreadNotingStore : ISampleStore
    {
        private readonly RecordingStore inner = new();
        private readonly ConcurrentQueue<string> threads = new();

        internal int Count => threads.Count;

        internal IEnumerable<string> Threads => threads;

        public ISampleAppender Appender()
        {
            threads.Enqueue(Thread.CurrentThread.Name ?? "");
            return inner.Appender();
        }
    }
}
