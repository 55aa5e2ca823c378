using System.Globalization;
using BenchmarkDotNet.Attributes;
using Belfry.Model;

namespace Belfry.Benchmarks;

/// <summary>Floats to UTF-8: ours against the platform's; figures are for one float.</summary>
[ShortRunJob]
public class FloatBenchmarks
{
    private const int Count = 10_000;

    private readonly double[] values = new double[Count];
    private readonly byte[] destination = new byte[64];

    /// <summary>Rates per second have 15 to 17 digits, gauges a few, counters are whole.</summary>
    [Params("rate", "gauge", "counter")]
    public string Kind { get; set; } = "";

    /// <summary>Makes the floats.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        for (var index = 0; index < Count; index++)
        {
            var whole = random.Next(0, 1_000_000);
            values[index] = Kind switch
            {
                "rate" => whole / 285.0,
                "gauge" => whole / 100.0,
                _ => whole,
            };
        }
    }

    /// <summary>The platform's shortest form.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int Platform()
    {
        var total = 0;
        foreach (var value in values)
        {
            value.TryFormat(destination, out var written, default, CultureInfo.InvariantCulture);
            total += written;
        }

        return total;
    }

    /// <summary>Ours.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int Own()
    {
        var total = 0;
        foreach (var value in values)
        {
            total += FloatUtf8.WriteJson(destination, value);
        }

        return total;
    }
}
