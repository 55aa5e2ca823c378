using System.Globalization;
using Belfry.Testing;
using Xunit;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Model.Tests;

/// <summary>
/// The platform's own shortest digits, <c>ToString("R")</c>, are the oracle, but at some powers of two: there it gives
/// fewer digits than read back.
/// </summary>
public sealed class FloatUtf8Tests
{
    private const int Rounds = 300_000;

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(1, "1")]
    [InlineData(-10, "-10")]
    [InlineData(99_999_999, "99999999")]
    [InlineData(100_000_000, "100000000")]
    [InlineData(999_999_999_999_999, "999999999999999")]
    [InlineData(1e15, "1000000000000000")]
    [InlineData(9_007_199_254_740_993, "9007199254740992")]
    [InlineData(-123_456_789_012_345_680, "-123456789012345680")]
    [InlineData(1.5e20, "150000000000000000000")]
    [InlineData(999_999_999_999_999_900_000d, "999999999999999900000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(0.5, "0.5")]
    [InlineData(12.345, "12.345")]
    [InlineData(-0.0001, "-0.0001")]
    [InlineData(99_999_999_999.9999, "99999999999.9999")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(-0.0000012345678901234567, "-0.0000012345678901234567")]
    [InlineData(9.999999999999997e-7, "9.999999999999997e-07")]
    [InlineData(4.1045368012983762e-289, "4.1045368012983762e-289")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(-double.MaxValue, "-1.7976931348623157e+308")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void A_value_is_written_as_Prometheus_writes_it(double value, string expected) =>
        Assert.Equal(expected, Text(FloatUtf8.WriteJson, value));

    [Fact]
    public void Random_bit_patterns_are_written_with_the_shortest_digits()
    {
        var seed = new Seed(11);
        for (var round = 0; round < RoundCount(); round++)
        {
            Check(BitConverter.Int64BitsToDouble(seed.Random.NextInt64(long.MinValue, long.MaxValue)), seed);
        }
    }

    [Fact]
    public void Everyday_values_are_written_with_the_shortest_digits()
    {
        var seed = new Seed(12);
        for (var round = 0; round < RoundCount(); round++)
        {
            var size = Math.Pow(10, seed.Random.Next(0, 18));
            var whole = Math.Floor(seed.Random.NextDouble() * size);
            Check(whole, seed);
            Check(-whole / Math.Pow(10, seed.Random.Next(0, 8)), seed);
            Check(whole / seed.Random.Next(1, 1000), seed);
            Check(Math.BitIncrement(whole / 1000), seed);
        }
    }

    [Fact]
    public void Values_at_the_edges_are_written_with_the_shortest_digits()
    {
        var seed = new Seed(0);
        for (var exponent = -1074; exponent < 1024; exponent++)
        {
            CheckAround(Math.ScaleB(1, exponent), seed);
        }

        for (var exponent = -324; exponent < 309; exponent++)
        {
            CheckAround(double.Parse($"1e{exponent}", CultureInfo.InvariantCulture), seed);
        }

        // Subnormals; whole numbers where the step of floats becomes one, then two; and halves below, where the decimal
        // halfway between two candidates is the float itself.
        for (var step = 0; step < 2000; step++)
        {
            Check(BitConverter.Int64BitsToDouble(step), seed);
            Check(Math.ScaleB(1, 53) - 1000 + step, seed);
            Check(Math.ScaleB(1, 54) - 2000 + (2 * step), seed);
            Check(Math.ScaleB(1, 52) - 500 + (step / 2.0), seed);
            Check(Math.ScaleB(1, 51) - 250 + (step / 4.0), seed);
            Check(Math.ScaleB(step, -30), seed);
        }

        CheckAround(double.MaxValue, seed);
        CheckAround(BitConverter.Int64BitsToDouble(1L << 52), seed);

        // Floats that readers and writers of decimals were wrong about, or whose neighbourhood is known to be hard.
        foreach (var value in (double[])
            [2.2250738585072011e-308, 1.1897314953572318e290, 2.9802322387695312e-8, 9.5367431640625e-7, 1.23e22,
             8.41e21, 2.0019531250000000e3, 9.8682395e22, 4.8726570057e288, 1.7800590868057611e-307,
             4.35031e23, 5.764607523034235e39, 1.152921504606847e40, 2.305843009213694e40, 1e23, 9e-265])
        {
            CheckAround(value, seed);
        }
    }

    [Fact]
    public void Every_power_of_ten_is_rounded_up_from_the_exact_one()
    {
        for (var exponent = TenPowers.ExponentMin; exponent <= TenPowers.ExponentMax; exponent++)
        {
            var ten = System.Numerics.BigInteger.Pow(10, Math.Abs(exponent));
            var length = (int)ten.GetBitLength();
            var exact = exponent >= 0
                ? (Numerator: ten << 128, Denominator: System.Numerics.BigInteger.One << length)
                : (Numerator: System.Numerics.BigInteger.One << (127 + length), Denominator: ten);
            var expected = (exact.Numerator + exact.Denominator - 1) / exact.Denominator;

            var high = TenPowers.Of(exponent, out var low);

            Assert.Equal(expected, (System.Numerics.BigInteger)new UInt128(high, low));
        }
    }

    [Fact]
    public void Whole_numbers_of_every_length_are_written_in_full()
    {
        var seed = new Seed(13);
        var buffer = new byte[FloatUtf8.LengthMax];
        for (var round = 0; round < RoundCount(); round++)
        {
            var value = (ulong)seed.Random.NextInt64() >> seed.Random.Next(10, 64);
            value = Math.Min(value, DecimalDigits.WholeEnd - 1);

            var text = TextEncoding.ASCII.GetString(buffer, 0, DecimalDigits.WriteWhole(buffer, value));

            Assert.True(text == value.ToString(CultureInfo.InvariantCulture), $"{value} is written {text} ({seed})");
            Assert.Equal(text.Length, DecimalDigits.Count(value));
        }
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "0.001")]
    [InlineData(1_000, "1")]
    [InlineData(-1_020, "-1.020")]
    [InlineData(1_435_781_430_781, "1435781430.781")]
    [InlineData(long.MaxValue, "9223372036854775.807")]
    [InlineData(long.MinValue, "-9223372036854775.808")]
    public void A_time_is_seconds_with_three_places_or_none(long timestampMs, string expected)
    {
        Span<byte> buffer = stackalloc byte[SecondsUtf8.LengthMax];

        var written = SecondsUtf8.Write(buffer, new TimestampMs(timestampMs));

        Assert.Equal(expected, TextEncoding.ASCII.GetString(buffer[..written]));
    }

    private delegate int FloatWriter(Span<byte> destination, double value);

    private static int RoundCount() =>
        Environment.GetEnvironmentVariable("BELFRY_LONG") is null ? Rounds : 5_000_000;

    private static void CheckAround(double value, Seed seed)
    {
        Check(value, seed);
        Check(Math.BitIncrement(value), seed);
        Check(Math.BitDecrement(value), seed);
        Check(-value, seed);
    }

    private static void Check(double value, Seed seed)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        var (sign, digits, exponent) = Shortest(value);
        Compare(value, Laid(sign, digits, exponent, -6, 21), Text(FloatUtf8.WriteJson, value), seed);
        Compare(value, Laid(sign, digits, exponent, -4, 6), Text(FloatUtf8.WriteGeneral, value), seed);
        Compare(value, Laid(sign, digits, exponent, 0, 0), Text(FloatUtf8.WriteExponent, value), seed);
        if (value != 0)
        {
            // The way for short decimals hides most everyday values from the general one.
            var plain = ShortestDecimal.Schubfach(Math.Abs(value), out var scale).ToString(CultureInfo.InvariantCulture);
            Compare(value, $"{digits} {exponent}", $"{plain.TrimEnd('0')} {scale + plain.Length - 1}", seed);
        }
    }

    private static void Compare(double value, string expected, string actual, Seed seed) =>
        Assert.True(expected == actual, $"{value:R} is written {actual} and not {expected} ({seed})");

    // The sign, the digits without zeros at either end, and the exponent of the first.
    private static (string Sign, string Digits, int Exponent) Shortest(double value)
    {
        var sign = double.IsNegative(value) ? "-" : "";
        if (value == 0)
        {
            return (sign, "0", 0);
        }

        var text = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        if (double.Parse(text, CultureInfo.InvariantCulture) != Math.Abs(value))
        {
            Assert.Equal(0, BitConverter.DoubleToInt64Bits(value) & ((1L << 52) - 1));
            text = Math.Abs(value).ToString("E16", CultureInfo.InvariantCulture);
        }

        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), provider: CultureInfo.InvariantCulture);
        var mantissa = mark < 0 ? text : text[..mark];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        exponent += (point < 0 ? mantissa.Length : point) - 1;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        return (sign, significant.TrimEnd('0'), exponent - (digits.Length - significant.Length));
    }

    private static string Laid(string sign, string digits, int exponent, int plainMin, int plainEnd)
    {
        if (exponent < plainMin || exponent >= plainEnd)
        {
            var point = digits.Length > 1 ? "." : "";
            return $"{sign}{digits[0]}{point}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        if (exponent < 0)
        {
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        }

        return exponent + 1 >= digits.Length
            ? sign + digits.PadRight(exponent + 1, '0')
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    // Behind the text there is rubbish, and before and after the destination nothing is written.
    private static string Text(FloatWriter writer, double value)
    {
        Span<byte> buffer = stackalloc byte[FloatUtf8.LengthMax + 2];
        buffer.Fill(0xee);
        var written = writer(buffer[1..^1], value);
        Assert.True(buffer[0] == 0xee && buffer[^1] == 0xee);
        return TextEncoding.ASCII.GetString(buffer.Slice(1, written));
    }
}
