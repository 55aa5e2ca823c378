namespace Belfry.Benchmarks;

/// <summary>
/// Seeded series: one instance of a node exporter beside a web service, in the proportions of such a target (201
/// series), as the remote-write load has them. The same seed gives the same samples.
/// </summary>
internal static class BenchWorld
{
    private static readonly double[] BucketWeights = [30, 40, 60, 60, 40, 20, 8, 3, 1.5, 1.2, 1.1, 1];

    internal static List<BenchSeries> Instance(int samples, int seed, bool hasJitter)
    {
        var random = new Random(seed);
        var times = new long[samples];
        for (var index = 0; index < samples; index++)
        {
            times[index] = 1_700_000_000_000 + (index * 15_000L) + (hasJitter ? random.Next(4) : 0);
        }

        var series = new List<BenchSeries>();
        void Add(string kind, int count, Func<double> start, Func<double, double> next)
        {
            for (; count > 0; count--)
            {
                series.Add(new BenchSeries(kind, times, Column(samples, start(), next)));
            }
        }

        double Around(double middle, double spread) => middle + ((random.NextDouble() - 0.5) * 2 * spread);
        Add("const", 29, () => 1, value => value);
        Add("int counter", 12, () => 0, value => value + Math.Floor(Around(300, 150)));
        Add("int counter", 12, () => 0, value => value + Math.Floor(Around(4, 2)));
        Add("int counter", 12, () => 0, value => value + (random.NextDouble() < 0.3 ? 1 : 0));
        Add("int counter", 4, () => 0, value => value + Math.Floor(Around(75_000, 37_500)));
        Add("page gauge", 5, () => 8589934592, value => Gauge(value, 204_800, random));
        Add("page gauge", 4, () => 5e10, value => Gauge(value, 16_384, random));
        Add("page gauge", 3, () => 120, value => Gauge(value, 4, random));
        Add("float counter", 4, () => 0, value => Math.Round(value + Around(12, 3.6), 2));
        Add("float counter", 9, () => 0, value => Math.Round(value + Around(2, 0.6), 2));
        Add("float counter", 12, () => 0, value => Math.Round(value + Around(0.05, 0.015), 2));
        Add("const", 8, () => 0, value => value);
        Add("noise", 11, () => random.Next(1, 10), value => Math.Abs(Around(value, 0.005)));
        Add("decimals", 4, () => 1, _ => Math.Round(random.NextDouble() * 4, 2));
        Add("durations", 4, () => 1, _ => Math.Round(0.0001 * Math.Exp(random.NextDouble() * 2), 9));
        for (var handler = 0; handler < 6; handler++)
        {
            AddHistogram(series, times, random);
        }

        return series;
    }

    /// <summary>Series from lines <c>name TAB time:value time:value …</c>, each cut into chunks.</summary>
    internal static List<BenchSeries> Read(string path, int samples, int stride) =>
    [
        .. File.ReadLines(path).Select(line => line.Split('\t')[1].Split(' '))
            .Select(pairs => pairs.Where((_, index) => index % stride == 0).Take(samples).ToArray())
            .Select(pairs => ToSeries(
                [.. pairs.Select(pair => long.Parse(pair.Split(':')[0], Invariant))],
                [.. pairs.Select(pair => Number(pair.Split(':')[1]))])),
    ];

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private static BenchSeries ToSeries(long[] times, double[] values) => new(
        values.Distinct().Count() == 1 ? "const" : values.All(value => value == Math.Floor(value)) ? "integers" : "floats",
        times,
        values);

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, Invariant),
    };

    private static double[] Column(int samples, double value, Func<double, double> next)
    {
        var values = new double[samples];
        for (var index = 0; index < samples; index++)
        {
            values[index] = value;
            value = next(value);
        }

        return values;
    }

    private static double Gauge(double value, double spread, Random random)
    {
        var draw = random.NextDouble();
        return draw > 0.3 ? Math.Max(0, Math.Floor(value + ((draw - 0.65) * 2 * spread))) : value;
    }

    private static void AddHistogram(List<BenchSeries> series, long[] times, Random random)
    {
        var buckets = BucketWeights.Select(_ => new double[times.Length]).ToArray();
        var sums = new double[times.Length];
        var totals = new double[BucketWeights.Length];
        var sum = 0.0;
        for (var index = 0; index < times.Length; index++)
        {
            var added = 0.0;
            for (var bucket = 0; bucket < totals.Length; bucket++)
            {
                added += Math.Floor(random.NextDouble() * BucketWeights[bucket]);
                totals[bucket] += added;
                buckets[bucket][index] = totals[bucket];
            }

            sum += added * 0.05 * (0.9 + (0.2 * random.NextDouble()));
            sums[index] = sum;
        }

        series.AddRange(buckets.Append(buckets[^1]).Select(values => new BenchSeries("bucket", times, values)));
        series.Add(new BenchSeries("histogram sum", times, sums));
    }
}
