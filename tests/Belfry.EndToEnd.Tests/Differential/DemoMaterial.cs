using System.Globalization;
using Belfry.Testing.PromQL;

namespace Belfry.EndToEnd.Tests.Differential;

/// <summary>
/// The metrics of Prometheus's demo service as its compliance queries expect them: three instances with memory, disk,
/// processors, a batch job, request durations and a metric that comes and goes. Samples lie off whole seconds.
/// </summary>
internal static class DemoMaterial
{
    private const long StepMs = 5_000;

    private static readonly double[] Bounds =
        [0.0001, 0.00015, 0.000225, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, double.PositiveInfinity];

    private static readonly (string Method, string Path, string Status)[] Requests =
        [("GET", "/api/bar", "200"), ("GET", "/api/foo", "500"), ("POST", "/api/bar", "200"), ("POST", "/api/foo", "200")];

    /// <summary>Makes the series, for the time of <see cref="QueryMaterial"/>.</summary>
    internal static List<MaterialSeries> Make(Random random)
    {
        var series = new List<MaterialSeries>();
        for (var instance = 10_000; instance < 10_003; instance++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"demo.promlabs.com:{instance}");
            Add(series, name, random);
        }

        return series;
    }

    private static void Add(List<MaterialSeries> series, string instance, Random random)
    {
        MaterialSeries Series(string name, Func<long, double?> valueAt, params (string, string)[] labels) =>
            Of(instance, name, valueAt, random, labels);

        foreach (var type in new[] { "used", "free", "buffers", "cached" })
        {
            series.Add(Series("memory_usage_bytes", _ => random.Next(1 << 24, 1 << 30), ("type", type)));
        }

        foreach (var mode in new[] { "idle", "system", "user" })
        {
            series.Add(Series("cpu_usage_seconds_total", Counter(random, 200_000), ("mode", mode)));
        }

        series.Add(Series("num_cpus", _ => 4));
        series.Add(Series("disk_usage_bytes", Counter(random, 1e10)));
        series.Add(Series("batch_last_success_timestamp_seconds", timeMs => (timeMs / 90_000 * 90) - 7));
        series.Add(Series("intermittent_metric", timeMs => timeMs / 420_000 % 2 == 0 ? 1 : null));
        foreach (var request in Requests)
        {
            AddDurations(series, instance, request, random);
        }
    }

    private static void AddDurations(
        List<MaterialSeries> series, string instance, (string Method, string Path, string Status) request, Random random)
    {
        (string, string)[] labels = [("method", request.Method), ("path", request.Path), ("status", request.Status)];
        var below = 5_000.0;
        Func<long, double?>? lower = null;
        foreach (var bound in Bounds)
        {
            lower = Over(lower, Counter(random, below));
            below = 0;
            var text = double.IsPositiveInfinity(bound) ? "+Inf" : bound.ToString(CultureInfo.InvariantCulture);
            series.Add(Of(
                instance, "api_request_duration_seconds_bucket", lower, random, [.. labels, ("le", text)]));
        }

        series.Add(Of(instance, "api_request_duration_seconds_count", lower!, random, labels));
        series.Add(Of(instance, "api_request_duration_seconds_sum", Counter(random, 300), random, labels));
    }

    // Cumulative: what the lower bucket has, and more.
    private static Func<long, double?> Over(Func<long, double?>? lower, Func<long, double?> more) =>
        lower is null ? more : timeMs => lower(timeMs) + more(timeMs);

    // A function of the time, so that buckets that are made of each other fit.
    private static Func<long, double?> Counter(Random random, double start)
    {
        var steps = (int)((QueryMaterial.EndMs - QueryMaterial.StartMs) / StepMs);
        var values = new double[steps + 1];
        var value = start;
        for (var index = 0; index < values.Length; index++)
        {
            value = random.Next(700) == 0 ? start / 2 : value + (random.Next(0, 40) / 8.0);
            values[index] = value;
        }

        return timeMs => values[(timeMs - QueryMaterial.StartMs) / StepMs];
    }

    private static MaterialSeries Of(
        string instance, string name, Func<long, double?> valueAt, Random random, (string, string)[] labels)
    {
        var samples = new List<MaterialSample>();
        var delayMs = random.Next(1, 999);
        for (var timeMs = QueryMaterial.StartMs; timeMs < QueryMaterial.EndMs; timeMs += StepMs)
        {
            if (valueAt(timeMs) is { } value)
            {
                samples.Add(new MaterialSample(timeMs + delayMs, value));
            }
        }

        (string Name, string Value)[] pairs =
            [("__name__", "demo_" + name), ("instance", instance), ("job", "demo"), .. labels];
        return new MaterialSeries([.. pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal)], samples);
    }
}
