using Belfry.Query.Engine;
using Belfry.Testing;
using Xunit;

namespace Belfry.Query.Tests.Engine;

public sealed class SumAccumulatorTests
{
    [Fact]
    public void Adding_in_vectors_is_adding_one_by_one_bit_for_bit()
    {
        var seed = new Seed(3);
        const int Steps = 64;
        for (var round = 0; round < 200; round++)
        {
            var (sums, rests) = (Absents(Steps), new double[Steps]);
            var (sumsByOne, restsByOne) = (Absents(Steps), new double[Steps]);
            for (var row = 0; row < 20; row++)
            {
                var values = Enumerable.Range(0, Steps).Select(_ => Value(seed.Random)).ToArray();

                Assert.Equal(Steps, SumAccumulator.AddVectors(sums, rests, values));
                SumAccumulator.AddScalars(sumsByOne, restsByOne, values);
            }

            for (var step = 0; step < Steps; step++)
            {
                Assert.True(AreSame(sums[step], sumsByOne[step]), $"{seed}: sum {sums[step]}, {sumsByOne[step]}");
                Assert.True(AreSame(rests[step], restsByOne[step]), $"{seed}: rest {rests[step]}, {restsByOne[step]}");
            }
        }
    }

    // NaN may have any payload, except that absence is a value of its own.
    private static bool AreSame(double left, double right) =>
        double.IsNaN(left) && double.IsNaN(right)
            ? Presence.IsAbsent(left) == Presence.IsAbsent(right)
            : BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right);

    private static double[] Absents(int count) => Enumerable.Repeat(Presence.Absent, count).ToArray();

    private static double Value(Random random) => random.Next(40) switch
    {
        < 6 => Presence.Absent,
        6 => double.NaN,
        7 => double.PositiveInfinity,
        8 => -0.0,
        9 => 1e308,
        10 => -1e308,
        11 => 1e-300,
        _ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20)),
    };
}
