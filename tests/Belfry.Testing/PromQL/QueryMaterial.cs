using System.Globalization;
using Belfry.Model;

namespace Belfry.Testing.PromQL;

/// <summary>
/// Two hours of samples that make queries meet everything: counters with resets, gaps with and without stale markers,
/// series that begin and end in the middle, differing label sets, material for joins, NaN and infinities. Made by a
/// seed. Samples lie off whole seconds.
/// </summary>
public static class QueryMaterial
{
    /// <summary>The time before the first sample, a whole hour.</summary>
    public const long StartMs = 1_699_999_200_000;

    /// <summary>The time after the last sample.</summary>
    public const long EndMs = StartMs + (2 * 3600 * 1000);

    private const long StepMs = 15_000;

    /// <summary>All metrics. Those with native histograms come last.</summary>
    public static IReadOnlyList<MetricOfMaterial> Metrics { get; } =
    [
        new("c_total", MetricNature.Counter, "job", "instance", "mode"),
        new("d_total", MetricNature.Counter, "job", "instance"),
        new("g", MetricNature.Gauge, "job", "instance"),
        new("t", MetricNature.Gauge, "job", "instance", "zone"),
        new("odd", MetricNature.Odd, "job", "instance"),
        new("build", MetricNature.Constant, "job", "instance", "version"),
        new("h_bucket", MetricNature.Buckets, "job", "le"),
        new("nh", MetricNature.Histograms, "job", "instance"),
    ];

    /// <summary>The values that a label may have.</summary>
    public static IReadOnlyList<string> Values(string label) => label switch
    {
        "job" => ["api", "web", "db"],
        "instance" => ["0", "1", "2", "3"],
        "mode" => ["user", "idle"],
        "zone" => ["north", "south"],
        "version" => ["1.2", "1.3"],
        "le" => ["0.5", "1", "2.5", "5", "+Inf"],
        _ => [],
    };

    /// <summary>Makes the series, sorted by nothing in particular.</summary>
    public static List<MaterialSeries> Make(Random random, bool withHistograms)
    {
        var series = new List<MaterialSeries>();
        foreach (var metric in Metrics.Where(metric => withHistograms || metric.Nature != MetricNature.Histograms))
        {
            foreach (var pairs in LabelSets(metric, random))
            {
                if (metric.Nature == MetricNature.Buckets)
                {
                    series.AddRange(Buckets(pairs, random));
                }
                else
                {
                    series.Add(new MaterialSeries(Sorted(pairs), Samples(metric.Nature, random)));
                }
            }
        }

        return series;
    }

    private static List<(string, string)> Sorted(IEnumerable<(string Name, string Value)> pairs) =>
        [.. pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal)];

    private static IEnumerable<List<(string Name, string Value)>> LabelSets(MetricOfMaterial metric, Random random)
    {
        IEnumerable<List<(string, string)>> sets = [[("__name__", metric.Name)]];
        foreach (var label in metric.LabelNames.Where(label => label != "le"))
        {
            sets = [.. sets.SelectMany(set => Choices(label, random).Select(value =>
                value.Length == 0 ? set : [.. set, (label, value)]))];
        }

        return sets.Where(_ => random.Next(8) != 0);
    }

    private static IEnumerable<string> Choices(string label, Random random) => label switch
    {
        "version" => [Values(label)[random.Next(2)]],
        "zone" => random.Next(3) == 0 ? [""] : [Values(label)[random.Next(2)]],
        _ => Values(label),
    };

    private static List<MaterialSample> Samples(MetricNature nature, Random random)
    {
        var samples = new List<MaterialSample>();
        var value = (double)random.Next(1000, 5000);
        var histograms = nature == MetricNature.Histograms ? new HistogramWalk(random) : null;
        foreach (var time in Times(random))
        {
            value = Next(nature, value, random);
            samples.Add(time < 0
                ? new MaterialSample(-time, StaleMarker.Value)
                : new MaterialSample(time, value, histograms?.Next()));
        }

        return samples;
    }

    /// <summary>The times of one series; a negative one is that of a stale marker.</summary>
    private static IEnumerable<long> Times(Random random)
    {
        var begin = random.Next(5) == 0 ? random.Next(100, 350) : 0;
        var end = random.Next(5) == 0 ? random.Next(150, 450) : 480;
        for (var index = begin; index < end; index++)
        {
            if (random.Next(150) == 0)
            {
                if (random.Next(2) == 0)
                {
                    yield return -TimeAt(index, random);
                }

                index += random.Next(1, 50);
            }
            else if (random.Next(40) != 0)
            {
                yield return TimeAt(index, random);
            }
        }

        if (end < 480 && random.Next(2) == 0)
        {
            yield return -TimeAt(end, random);
        }
    }

    private static long TimeAt(int index, Random random)
    {
        var time = StartMs + (index * StepMs) + 6000 + random.Next(-2500, 2500);
        return time % 1000 == 0 ? time + 1 : time;
    }

    private static double Next(MetricNature nature, double value, Random random) => nature switch
    {
        MetricNature.Counter => random.Next(120) == 0 ? random.Next(500, 700)
            : random.Next(6) == 0 ? value : value + (random.Next(1, 64) / 8.0),
        MetricNature.Constant => 1,
        MetricNature.Gauge => random.Next(-400, 400) / 8.0,
        MetricNature.Odd => random.Next(12) switch
        {
            0 => StaleMarker.NormalNaN,
            1 => double.PositiveInfinity,
            2 => double.NegativeInfinity,
            3 => -0.0,
            4 => 1e100 * random.NextDouble(),
            5 => -1e-100 * random.NextDouble(),
            6 => 0,
            _ => random.Next(-400, 400) / 8.0,
        },
        _ => random.Next(-400, 400) / 8.0,
    };

    private static IEnumerable<MaterialSeries> Buckets(List<(string Name, string Value)> pairs, Random random)
    {
        var bounds = Values("le");
        var samples = bounds.Select(_ => new List<MaterialSample>()).ToArray();
        var counts = bounds.Select(_ => (double)random.Next(500, 1000)).ToArray();
        foreach (var time in Times(random))
        {
            if (random.Next(200) == 0)
            {
                counts = [.. bounds.Select(_ => (double)random.Next(500, 700))];
            }

            var total = 0.0;
            for (var index = 0; index < counts.Length; index++)
            {
                counts[index] += random.Next(4);
                total += counts[index];
                samples[index].Add(time < 0
                    ? new MaterialSample(-time, StaleMarker.Value)
                    : new MaterialSample(time, total));
            }
        }

        return bounds.Select((bound, index) => new MaterialSeries(Sorted([.. pairs, ("le", bound)]), samples[index]));
    }

    /// <summary>A whole number of seconds as a duration.</summary>
    internal static string Duration(int seconds) => seconds % 60 == 0 && seconds > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}m")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds}s");
}
