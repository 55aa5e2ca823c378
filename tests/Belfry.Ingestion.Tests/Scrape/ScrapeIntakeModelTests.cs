using Belfry.Ingestion.Scrape;
using Belfry.Testing;
using Xunit;

namespace Belfry.Ingestion.Tests.Scrape;

/// <summary>Random expositions against a model that knows neither caches nor places.</summary>
public sealed class ScrapeIntakeModelTests
{
    // Twelve lines are one block of the cache, four hundred are a dozen.
    [Theory]
    [InlineData(12, 60)]
    [InlineData(400, 6)]
    public void Whatever_changes_between_scrapes_the_store_holds_what_the_model_says(int lineCount, int rounds)
    {
        var seed = new Seed(99);
        var pool = new LinePool();
        for (var round = 0; round < rounds; round++)
        {
            var rig = new IntakeRig(pool, null, ("job", "j"));
            var model = new Dictionary<string, List<string>>(StringComparer.Ordinal);
            var alive = new HashSet<string>(StringComparer.Ordinal);
            var names = Enumerable.Range(0, lineCount).Select(number => $"m{number}").ToList();
            for (var scrape = 1; scrape <= 25; scrape++)
            {
                Step(seed.Random, rig, model, alive, names, scrape * 1000);
            }

            foreach (var (name, expected) in model)
            {
                var got = rig.Samples($"{{__name__=\"{name}\", job=\"j\"}}");
                Assert.True(string.Join(' ', expected) == got, $"{seed} round {round}: {name} is {got}");
            }
        }
    }

    private static void Step(
        Random random,
        IntakeRig rig,
        Dictionary<string, List<string>> model,
        HashSet<string> alive,
        List<string> names,
        long timeMs)
    {
        if (random.Next(6) == 0)
        {
            var victim = random.Next(names.Count);
            (names[0], names[victim]) = (names[victim], names[0]);
        }

        var missing = random.Next(3) == 0 ? random.Next(4, names.Count + 4) : 0;
        var present = missing > 0 ? names.Where(_ => random.Next(missing) > 0).ToList() : names;
        // What was forgotten may or may not end visibly in a scrape that breaks midway: not asked here.
        var isForgotten = random.Next(8) == 0;
        if (isForgotten)
        {
            rig.Store.Forget();
            model.Clear();
            alive.Clear();
        }

        var isBroken = !isForgotten && random.Next(7) == 0;
        var text = string.Concat(present.Select(name =>
            (random.Next(3) == 0 ? $"# HELP {name} {random.Next(2)}\n" : "") + $"{name} {timeMs / 1000}\n"));
        var problem = rig.Scrape(timeMs, isBroken ? text + "!\n" : text);
        Assert.Equal(isBroken, problem is not null);
        var now = isBroken ? [] : present.ToHashSet(StringComparer.Ordinal);
        foreach (var name in alive.Where(name => !now.Contains(name)))
        {
            model[name].Add($"{timeMs}:stale");
        }

        foreach (var name in now)
        {
            model.TryAdd(name, []);
            model[name].Add($"{timeMs}:{timeMs / 1000}");
        }

        alive.Clear();
        alive.UnionWith(now);
    }
}
