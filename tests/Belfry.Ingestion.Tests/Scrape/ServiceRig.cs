using Belfry.Configuration.Prometheus;
using Belfry.Encoding.Exposition;
using Belfry.Ingestion.Scrape;
using Belfry.Model;
using Belfry.Platform.Telemetry;
using Belfry.Testing.Events;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;

namespace Belfry.Ingestion.Tests.Scrape;

/// <summary>A scrape service on a manual clock with a recording store.</summary>
internal sealed class ServiceRig : IAsyncDisposable
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(20);

    internal ServiceRig() => Service = new ScrapeService(
        Store, Clock, Registry, Log, new ScrapeOptions { Version = "9.8.7" });

    internal ManualClock Clock { get; } = new();

    internal RecordingStore Store { get; } = new();

    /// <summary>What the service told.</summary>
    internal EventLog<ScrapeService> Log { get; } = new();

    internal MetricRegistry Registry { get; } = new();

    internal ScrapeService Service { get; }

    /// <summary>A job that scrapes these addresses each ten seconds.</summary>
    internal static ScrapeConfig Job(string name, params string[] addresses) => new()
    {
        JobName = name,
        ScrapeInterval = TimeSpan.FromSeconds(10),
        ScrapeTimeout = TimeSpan.FromSeconds(10),
        StaticConfigs = [new TargetGroupConfig { Targets = addresses }],
    };

    internal Task ApplyAsync(params ScrapeConfig[] jobs) => Service.ApplyAsync(jobs, CancellationToken.None);

    /// <summary>Lets one interval pass and waits until every target was scraped in it.</summary>
    internal async Task ScrapeAllAsync()
    {
        var before = Service.ActiveTargets.ToDictionary(target => target.ScrapeUrl, target => target.LastScrape);
        await NextAsync(() => Service.ActiveTargets.All(target =>
            target.LastScrape is not null && target.LastScrape != before.GetValueOrDefault(target.ScrapeUrl)));
    }

    /// <summary>
    /// Moves the clock on until <paramref name="isReached"/>: through one interval quickly, then slowly, so that a
    /// scrape that is going does not run into its timeout only because the machine is busy.
    /// </summary>
    internal async Task NextAsync(Func<bool> isReached)
    {
        for (var step = 0; !isReached(); step++)
        {
            if (step > 200)
            {
                throw new TimeoutException("what the test waits for did not happen");
            }

            Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(step < 20 ? 1 : 100);
        }
    }

    /// <summary>Waits, with the clock standing still, until <paramref name="isReached"/>.</summary>
    internal static async Task WaitAsync(Func<bool> isReached)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!isReached())
        {
            if (TimeProvider.System.GetElapsedTime(started) > PatienceMax)
            {
                throw new TimeoutException("what the test waits for did not happen");
            }

            await Task.Delay(2);
        }
    }

    /// <summary>The values of a series as text, stale markers by name.</summary>
    internal string Values(string series) => string.Join(' ', Store.Samples(series).Select(sample =>
        StaleMarker.IsStale(sample.Value) ? "stale" : FloatText.Plain(sample.Value)));

    /// <summary>
    /// The values of <c>up</c> for one target, repeats left out: on a busy machine a target may be scraped once more
    /// while a test waits for another.
    /// </summary>
    internal string Up(string job, string address)
    {
        var values = Values($"{{__name__=\"up\", instance=\"{address}\", job=\"{job}\"}}").Split(' ');
        return string.Join(' ', values.Where((value, index) => index == 0 || value != values[index - 1]));
    }

    internal string Metrics()
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new TextExpositionWriter(bytes);
        Registry.WriteMetrics(writer);
        Service.WriteMetrics(writer);
        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
