using System.Globalization;
using Belfry.Encoding.Exposition;
using Belfry.Testing;
using Xunit;

namespace Belfry.Encoding.Tests.Exposition;

public sealed class FloatReaderTests
{
    [Fact]
    public void Every_decimal_is_rounded_as_the_runtime_rounds_it()
    {
        var seed = new Seed(20261121);
        for (var round = 0; round < 20_000; round++)
        {
            var text = Decimal(seed.Random);
            var expected = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            var outcome = FloatReader.Read(System.Text.Encoding.UTF8.GetBytes(text), out var value);

            Assert.True(
                double.IsInfinity(expected)
                    ? outcome == FloatOutcome.Range
                    : outcome == FloatOutcome.Read && BitConverter.DoubleToInt64Bits(expected)
                        == BitConverter.DoubleToInt64Bits(value),
                $"{seed}: {text} gave {outcome} {value:R}, not {expected:R}");
        }
    }

    private static string Decimal(Random random)
    {
        var digits = string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => random.Next(10)));
        var point = random.Next(digits.Length + 1);
        var number = random.Next(3) == 0 ? digits : digits[..point] + "." + digits[point..];
        var exponent = random.Next(3) == 0 ? "e" + random.Next(-330, 310).ToString(CultureInfo.InvariantCulture) : "";
        return (random.Next(2) == 0 ? "-" : "") + number + exponent;
    }
}
