using Belfry.Model;

namespace Belfry.Tsdb.Tests.Tiers;

/// <summary>A series for tier tests: times strictly rising, and a value for each.</summary>
internal sealed record TierSeries(Labels Labels, long[] TimesMs, double[] Values)
{
    /// <summary>Scraped every so often.</summary>
    internal const long IntervalMs = 15_000;

    /// <summary>
    /// Counters with resets, gauges that move and that stand still, a histogram, series that start late, pause, end
    /// with a stale marker; times that are exact and times that jitter.
    /// </summary>
    internal static List<TierSeries> Generate(Random random, long startMs, long endMs, int copies)
    {
        var all = new List<TierSeries>();
        for (var copy = 0; copy < copies; copy++)
        {
            foreach (var kind in new[] { "requests_total", "seconds_total", "temp", "noise", "up", "late", "gaps" })
            {
                all.Add(One(random, kind, $"__name__={kind},copy=c{copy},job=j{copy % 3}", startMs, endMs));
            }

            foreach (var bound in new[] { "0.1", "1", "10", "+Inf" })
            {
                all.Add(One(random, "bucket", $"__name__=lat_bucket,copy=c{copy},le={bound}", startMs, endMs));
            }
        }

        all.Sort((left, right) => left.Labels.CompareTo(right.Labels));
        return all;
    }

    internal static TierSeries One(Random random, string kind, string labels, long startMs, long endMs)
    {
        var times = new List<long>();
        var values = new List<double>();
        var value = kind == "temp" ? 20.0 : 0;
        var first = kind == "late" ? startMs + ((endMs - startMs) / 3) : startMs;
        var offset = random.Next((int)IntervalMs);
        for (var time = first + offset; time < endMs; time += IntervalMs)
        {
            var dice = random.Next(20_000);
            if (kind == "gaps" && dice < 20)
            {
                times.Add(time);
                values.Add(StaleMarker.Value);
                time += random.Next(1, 1000) * IntervalMs;
                continue;
            }

            value = Next(random, kind, value, dice);
            times.Add(kind is "noise" or "requests_total" ? time + random.Next(-3, 4) : time);
            values.Add(value);
        }

        return new TierSeries(StoreFixture.Series(labels), [.. times], [.. values]);
    }

    private static double Next(Random random, string kind, double value, int dice) => kind switch
    {
        "requests_total" => dice < 2 ? 0 : value + random.Next(0, 40),
        "seconds_total" => dice < 2 ? 0 : Math.Round(value + (random.Next(0, 1500) / 100.0), 2),
        "bucket" or "late" => dice < 1 ? 0 : value + random.Next(0, 3),
        "temp" => Math.Round(value + (random.Next(-2, 3) / 10.0), 1),
        "noise" => dice < 3 ? StaleMarker.NormalNaN : random.NextDouble() * 100,
        "up" => dice < 5 ? 1 - value : 1,
        _ => Math.Round(value + random.Next(-5, 6), 1),
    };
}
