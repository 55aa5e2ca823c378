using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Testing.Disk;
using Belfry.Testing.PromQL;
using Belfry.Testing.Time;

namespace Belfry.Tsdb.Tests.Answers;

/// <summary>
/// A store to which two hours happen, and dashboards that are looked at meanwhile: each answer of an engine that uses
/// earlier answers is compared with that of one that never does.
/// </summary>
internal sealed class ReuseHistory
{
    private readonly Random random;
    private readonly StoreOptions options;
    private readonly MemoryDirectory directory = new();
    private readonly Feed feed;
    private readonly List<Panel> panels;
    private readonly int oneHeldBackIn;
    private readonly Queue<string> log = new();
    private int looked;
    private TimeSeriesStore store;
    private QueryEngine warm;
    private QueryEngine cold;

    internal ReuseHistory(int seed)
    {
        random = new Random(seed);
        options = Options(random);
        var material = QueryMaterial.Make(random, withHistograms: random.Next(2) == 0);
        feed = new Feed([.. material.Where(_ => random.Next(3) > 0)], random);
        var generator = new QueryGenerator(random, new QueryGrammar { DepthMax = random.Next(1, 4) });
        panels = [.. Enumerable.Range(0, 12).Select(_ => Panel.Next(generator, random))];
        oneHeldBackIn = options.OutOfOrderWindow > TimeSpan.Zero ? random.Next(3, 30) : 0;
        store = StoreFixture.Open(directory, options);
        (warm, cold) = Engines(random.Next(3) == 0 ? 200_000 : 64 << 20);
    }

    /// <summary>How many answers were compared.</summary>
    internal long AnswerCount { get; private set; }

    /// <summary>How many steps they had, and how many of these the engine did not compute.</summary>
    internal long StepCount { get; private set; }

    internal long StepsReused { get; private set; }

    /// <summary>Lets everything happen; returns what was found wrong, null when nothing was.</summary>
    internal string? Run()
    {
        string? wrong = null;
        while (!feed.IsOver && wrong is null)
        {
            wrong = Happen();
        }

        warm.Dispose();
        cold.Dispose();
        store.Dispose();
        return wrong is null ? null : $"{wrong}\nbefore: {string.Join("; ", log)}";
    }

    private static StoreOptions Options(Random random) => StoreFixture.Manual with
    {
        BlockRange = TimeSpan.FromMinutes(random.Next(3) switch { 0 => 6, 1 => 24, _ => 120 }),
        SamplesPerChunkMax = random.Next(3, 130),
        OutOfOrderWindow = TimeSpan.FromMinutes(random.Next(3) == 0 ? 0 : random.Next(1, 60)),
        Tiers = random.Next(2) == 0
            ? []
            : [new(TimeSpan.FromMinutes(1), null), new(TimeSpan.FromMinutes(6), null)],
        Seed = random.Next(),
    };

    private string? Happen()
    {
        switch (random.Next(32))
        {
            case < 7:
                var throughMs = feed.NowMs + random.Next(1000, 60_000);
                feed.Advance(store, throughMs, oneHeldBackIn);
                Note($"through {throughMs}");
                return null;
            case < 12:
                Note($"{feed.GiveLate(store)} late");
                return null;
            case 12 or 13:
                store.RunMaintenance(CancellationToken.None);
                Note("maintenance");
                return null;
            case 14 when random.Next(4) == 0:
                Delete();
                return null;
            case 15 when random.Next(4) == 0:
                store.CleanTombstones();
                Note("tombstones cleaned");
                return null;
            case 16 when random.Next(4) == 0:
                Restart();
                return null;
            case 17 when random.Next(4) == 0:
                store.ApplyRetention(new RetentionLimits { Time = TimeSpan.FromMinutes(random.Next(30, 120)) });
                Note("retention");
                return null;
            default:
                return Compare();
        }
    }

    private string? Compare()
    {
        // Mostly one that was looked at just now, so that whatever happened meanwhile meets what is kept of it.
        if (random.Next(3) == 0)
        {
            looked = random.Next(panels.Count);
        }

        var panel = panels[looked];
        var request = panel.At(feed.NowMs, random);
        var expected = cold.Evaluate(request, CancellationToken.None);
        var found = warm.Evaluate(request, CancellationToken.None);
        AnswerCount++;
        StepCount += found.Statistics.Steps;
        StepsReused += found.Statistics.StepsReused;
        var text = $"{request.Expression} from {request.Start.Value} through {request.End.Value} every "
            + $"{panel.StepMs} ms, tier {request.Tier.Resolution}: {found.Statistics.StepsReused} of "
            + $"{found.Statistics.Steps} steps reused";
        Note(text);
        return AnswerText.Difference(AnswerText.Of(expected), AnswerText.Of(found)) is { } difference
            ? $"{text}\n{difference}"
            : null;
    }

    private void Delete()
    {
        var metric = QueryMaterial.Metrics[random.Next(QueryMaterial.Metrics.Count)].Name;
        var fromMs = feed.NowMs - random.Next(7_200_000);
        var throughMs = fromMs + random.Next(1_200_000);
        var job = random.Next(2) == 0 ? "api" : ".*";
        store.Delete(
            [StoreFixture.Matcher($"__name__={metric}"), StoreFixture.Matcher($"job=~{job}")],
            new TimestampMs(fromMs),
            new TimestampMs(throughMs));
        Note($"{metric} deleted from {fromMs} through {throughMs}");
    }

    private void Restart()
    {
        warm.Dispose();
        cold.Dispose();
        store.Dispose();
        store = StoreFixture.Open(directory, options);
        (warm, cold) = Engines(64 << 20);
        Note("restarted");
    }

    private (QueryEngine Warm, QueryEngine Cold) Engines(long reuseBytesMax)
    {
        var engineOptions = new QueryEngineOptions
        {
            Features = PromQLFeatures.All,
            Parallelism = 1,
            BlockValuesMax = random.Next(2) == 0 ? 1 << 16 : random.Next(1, 300),
        };
        var clock = new ManualClock();
        return (
            new QueryEngine(store, engineOptions with { ReuseBytesMax = reuseBytesMax }, clock),
            new QueryEngine(store, engineOptions with { ReuseBytesMax = 0, BlockValuesMax = 1 << 16 }, clock));
    }

    private void Note(string happened)
    {
        log.Enqueue(happened);
        if (log.Count > 40)
        {
            log.Dequeue();
        }
    }
}
