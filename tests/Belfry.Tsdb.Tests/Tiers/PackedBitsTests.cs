using Belfry.Model;
using Belfry.Testing;
using Belfry.Tsdb.Tiers;
using Xunit;

namespace Belfry.Tsdb.Tests.Tiers;

public sealed class PackedBitsTests
{
    private readonly Seed seed = new(79);

    [Fact]
    public void Four_at_a_time_are_the_same_as_one_at_a_time_at_every_width()
    {
        var random = seed.Random;
        for (var width = 0; width <= PackedBits.WidthMax; width++)
        {
            for (var round = 0; round < 60; round++)
            {
                var count = random.Next(140);
                var middle = random.NextInt64(long.MinValue, long.MaxValue);
                var numbers = new long[count];
                foreach (ref var number in numbers.AsSpan())
                {
                    var zigzag = (ulong)random.NextInt64(long.MinValue, long.MaxValue) & ((1UL << width) - 1);
                    number = unchecked(middle + Zigzag.Decode(zigzag));
                }

                // Behind the numbers stand other columns, or nothing.
                var bytes = new byte[PackedBits.LengthBytes(count, width) + (random.Next(3) * 5)];
                random.NextBytes(bytes);
                Assert.Equal(
                    PackedBits.LengthBytes(count, width), PackedBits.Pack(numbers, middle, width, bytes));
                var (fast, slow) = (new long[count], new long[count]);
                PackedBits.Unpack(bytes, middle, width, fast);
                PackedBits.UnpackScalar(bytes, middle, width, slow);

                Assert.True(numbers.AsSpan().SequenceEqual(fast), $"{seed} width {width}, {count} numbers");
                Assert.True(numbers.AsSpan().SequenceEqual(slow), $"{seed} width {width}, {count} numbers, scalar");
            }
        }
    }

    [Fact]
    public void Columns_of_decimals_are_what_the_same_steps_give_one_by_one()
    {
        var random = seed.Random;
        for (var round = 0; round < 500; round++)
        {
            var count = random.Next(70);
            var power = Math.Pow(10, random.Next(7));
            var numbers = Enumerable.Range(0, count).Select(_ => random.NextInt64(1L << 50) - (1L << 49)).ToArray();
            var links = numbers.Select(_ => Math.Round(random.NextDouble() * 1e6, 3)).ToArray();
            var aways = numbers.Select(_ => random.NextInt64(-15, 16)).ToArray();
            var divided = numbers.ToArray();
            DecimalColumn.Divide(divided, power);
            var linked = numbers.ToArray();
            var fits = DecimalColumn.TryDivideLinked(linked, links, power);
            var shifted = links.ToArray();
            DecimalColumn.Shift(shifted, aways);

            Assert.Equal(links.All(link => Math.Abs(Math.Round(link * power)) < DecimalColumn.WholeMax), fits);
            for (var index = 0; index < count; index++)
            {
                Assert.Equal(
                    BitConverter.DoubleToInt64Bits(numbers[index] / power), divided[index]);
                Assert.Equal(
                    BitConverter.DoubleToInt64Bits((numbers[index] + (long)Math.Round(links[index] * power)) / power),
                    linked[index]);
                Assert.Equal(
                    BitConverter.DoubleToInt64Bits(links[index]) + aways[index],
                    BitConverter.DoubleToInt64Bits(shifted[index]));
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public void A_link_that_is_no_whole_number_of_the_power_is_refused_wherever_it_stands(int count)
    {
        for (var at = 0; at < count; at++)
        {
            foreach (var wrong in new[] { double.NaN, double.PositiveInfinity, -DecimalColumn.WholeMax })
            {
                var links = new double[count];
                links[at] = wrong;

                Assert.False(DecimalColumn.TryDivideLinked(new long[count], links, 1));
            }
        }
    }
}
