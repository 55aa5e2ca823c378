namespace Belfry.Encoding.Tests.Chunks;

/// <summary>Columns as series have them, and as they should not be: one generator for each name.</summary>
internal static class ChunkSamples
{
    internal static readonly string[] Kinds =
    [
        "const", "zero", "integer counter", "slow counter", "counter with resets", "page gauge", "float counter",
        "decimals", "random walk", "noise", "small floats", "any bits", "stale markers", "rare NaN", "half NaN",
        "negative zeros", "infinities", "subnormals", "greatest", "two values", "one outlier", "timestamps", "runs",
        "alternating extremes", "singles", "ratios",
    ];

    internal static double[] Values(string kind, int count, Random random)
    {
        var values = new double[count];
        var state = kind is "page gauge" ? 8589934592.0 : kind is "timestamps" ? 1.7e9 : 0;
        for (var index = 0; index < count; index++)
        {
            values[index] = Value(kind, index, ref state, random);
        }

        return values;
    }

    internal static long[] Times(int count, Random random)
    {
        var times = new long[count];
        var kind = random.Next(6);
        var time = kind == 5 ? long.MinValue : 1_700_000_000_000 + random.Next(100_000);
        for (var index = 0; index < count; index++)
        {
            time += kind switch
            {
                0 => 15_000,
                1 => 15_000 * (random.Next(40) == 0 ? random.NextInt64(1, 100) : 1),
                5 => random.NextInt64(1, long.MaxValue / (count + 1)),
                2 => random.Next(1, 60_000),
                _ => 15_000,
            };
            times[index] = time + (kind == 3 ? random.Next(4) : 0);
        }

        return times;
    }

    private static double Value(string kind, int index, ref double state, Random random) => kind switch
    {
        "const" => 42.5,
        "zero" => 0,
        "integer counter" => state += Math.Floor(90_000 * (0.5 + random.NextDouble())),
        "slow counter" => state += random.Next(10) == 0 ? 1 : 0,
        "counter with resets" => state = random.Next(50) == 0 ? 0 : state + random.Next(1_000),
        "page gauge" => state = Math.Abs(state + (4096 * random.Next(-25, 25))),
        "float counter" => state = Math.Round(state + (12 * (0.7 + (0.6 * random.NextDouble()))), 2),
        "decimals" => Math.Round(random.NextDouble() * 100, 3),
        "random walk" => state = Math.Abs(state + ((random.NextDouble() - 0.5) * 0.05)),
        "noise" => random.NextDouble(),
        "small floats" => Math.Round(random.NextDouble() * 1e-6, 9),
        "any bits" => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
        "stale markers" => index % 7 == 3 ? BitConverter.Int64BitsToDouble(0x7ff0000000000002) : index,
        "rare NaN" => random.Next(60) == 0 ? double.NaN : index * 0.25,
        "half NaN" => random.Next(2) == 0 ? double.NaN : random.NextDouble(),
        "negative zeros" => random.Next(3) == 0 ? -0.0 : random.Next(3),
        "infinities" => random.Next(9) switch { 0 => double.PositiveInfinity, 1 => double.NegativeInfinity, _ => 1 },
        "subnormals" => BitConverter.Int64BitsToDouble(random.Next(1_000)),
        "greatest" => random.Next(2) == 0 ? double.MaxValue : -double.MaxValue,
        "two values" => random.Next(2),
        "one outlier" => index == 5 ? 1e18 : random.Next(16),
        "timestamps" => state = Math.Round(state + 15 + (random.NextDouble() * 0.003), 3),
        "runs" => state = random.Next(30) == 0 ? random.NextDouble() : state,
        "alternating extremes" => index % 2 == 0 ? long.MaxValue : long.MinValue,
        "singles" => (float)random.NextDouble(),
        _ => random.Next(1, 100) / (double)random.Next(1, 100),
    };
}
