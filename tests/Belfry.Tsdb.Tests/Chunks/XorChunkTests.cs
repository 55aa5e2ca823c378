using Belfry.Encoding.Chunks;
using Belfry.Model;
using Belfry.Testing;
using Xunit;

namespace Belfry.Tsdb.Tests.Chunks;

public sealed class XorChunkTests
{
    private static readonly long[] AwkwardTimes =
    [
        long.MinValue, long.MinValue + 1, -1_000_000_000_000, -1, 0, 1, 8191, 8192, 8193, 65535, 65536, 65537,
        524287, 524288, 524289, 1_700_000_000_000, long.MaxValue - 1, long.MaxValue,
    ];

    private static readonly long[] AwkwardBits =
    [
        0, unchecked((long)0x8000000000000000), StaleMarker.Bits, StaleMarker.NormalNaNBits, -1,
        BitConverter.DoubleToInt64Bits(double.PositiveInfinity),
        BitConverter.DoubleToInt64Bits(double.NegativeInfinity),
        BitConverter.DoubleToInt64Bits(double.Epsilon), BitConverter.DoubleToInt64Bits(double.MaxValue), 1,
        BitConverter.DoubleToInt64Bits(1), BitConverter.DoubleToInt64Bits(0.1), long.MaxValue,
    ];

    [Fact]
    public void Every_time_and_every_bit_pattern_comes_back()
    {
        foreach (var bits in AwkwardBits)
        {
            foreach (var other in AwkwardBits)
            {
                var samples = AwkwardTimes
                    .Select((time, index) => (time, index % 2 == 0 ? bits : other)).ToList();
                AssertRoundTrip(samples, "awkward");
            }
        }
    }

    [Fact]
    public void Random_chunks_come_back()
    {
        var seed = new Seed(11);
        for (var round = 0; round < 3000; round++)
        {
            AssertRoundTrip(RandomSamples(seed.Random, seed.Random.Next(1, 241)), seed.ToString());
        }
    }

    // Worked out by hand from the description of the bit stream, so that our reader and writer cannot agree on a
    // mistake.
    [Fact]
    public void A_chunk_has_exactly_the_bytes_of_its_format()
    {
        var appender = default(XorChunkAppender);
        var chunk = new byte[128];
        appender.Append(chunk, 1000, 1);
        appender.Append(chunk, 2000, 1);
        appender.Append(chunk, 3000, 2);
        appender.Append(chunk, 4010, 2);

        // count 4; varint 1000 = d0 0f; 1.0; uvarint 1000 = e8 07; then bits:
        // v2: 0 | t3: 0, v3: 11 00001 001011 (11 bits from 0x7ff0... >> 52) | t4: 10 00000000001010, v4: 0
        Assert.Equal(
            "0004D00F3FF0000000000000E807" + Hex("0" + "0" + "11" + "00001" + "001011" + "11111111111" + "10"
                + "00000000001010" + "0"),
            Convert.ToHexString(chunk, 0, appender.LengthBytes));
    }

    [Fact]
    public void A_restarted_appender_writes_a_chunk_of_its_own()
    {
        var appender = default(XorChunkAppender);
        var chunk = new byte[256];
        appender.Append(chunk, 1, 1);
        appender.Append(chunk, 2, 3);
        appender.Restart();
        Assert.Equal((0, 0, 2L), (appender.Count, appender.LengthBytes, appender.TimestampMs));

        appender.Append(chunk, 5, 7);

        var times = new long[1];
        var values = new double[1];
        Assert.True(XorChunk.TryDecode(chunk.AsSpan(0, appender.LengthBytes), times, values));
        Assert.Equal((5L, 7d), (times[0], values[0]));
    }

    [Fact]
    public void Bytes_that_are_no_chunk_are_refused_and_never_throw()
    {
        var seed = new Seed(12);
        var times = new long[XorChunkAppender.SamplesMax];
        var values = new double[XorChunkAppender.SamplesMax];
        for (var round = 0; round < 5000; round++)
        {
            var (bytes, _) = Encode(RandomSamples(seed.Random, seed.Random.Next(1, 60)));
            switch (seed.Random.Next(3))
            {
                case 0:
                    bytes = bytes[..seed.Random.Next(bytes.Length)];
                    Assert.False(XorChunk.Count(bytes) > 0 && XorChunk.TryDecode(bytes, times, values), $"{seed}");
                    break;
                case 1:
                    bytes[seed.Random.Next(bytes.Length)] ^= (byte)(1 << seed.Random.Next(8));
                    XorChunk.TryDecode(bytes, times, values);
                    break;
                default:
                    seed.Random.NextBytes(bytes);
                    XorChunk.TryDecode(bytes, times, values);
                    break;
            }
        }
    }

    [Fact]
    public void Appending_and_decoding_allocate_nothing()
    {
        var chunk = new byte[4096];
        var times = new long[120];
        var values = new double[120];
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Run();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            var appender = default(XorChunkAppender);
            for (var index = 0; index < 120; index++)
            {
                appender.Append(chunk, index * 15_000L, index * 0.7);
            }

            Assert.True(XorChunk.TryDecode(chunk.AsSpan(0, appender.LengthBytes), times, values));
        }
    }

    private static string Hex(string bits)
    {
        bits = bits.PadRight((bits.Length + 7) / 8 * 8, '0');
        return string.Concat(Enumerable.Range(0, bits.Length / 8)
            .Select(index => Convert.ToByte(bits.Substring(index * 8, 8), 2).ToString("X2")));
    }

    private static List<(long, long)> RandomSamples(Random random, int count)
    {
        var samples = new List<(long, long)>();
        var time = random.Next(3) == 0 ? random.NextInt64(long.MinValue / 2, 0) : 1_700_000_000_000 + random.Next();
        var step = random.Next(1, 60_000);
        var value = random.NextDouble() * 100;
        for (var index = 0; index < count; index++)
        {
            samples.Add((time, random.Next(20) == 0
                ? AwkwardBits[random.Next(AwkwardBits.Length)]
                : BitConverter.DoubleToInt64Bits(value)));
            time += random.Next(12) switch
            {
                0 => random.NextInt64(1, 1L << random.Next(1, 50)),
                1 => step + 1,
                _ => step,
            };
            value = random.Next(4) switch
            {
                0 => value,
                1 => value + 1,
                2 => Math.Round(value * 1.1, 2),
                _ => random.NextDouble(),
            };
        }

        return samples;
    }

    private static (byte[] Bytes, int Count) Encode(List<(long Time, long Bits)> samples)
    {
        var appender = default(XorChunkAppender);
        var chunk = new byte[(samples.Count * 20) + 64];
        foreach (var (time, bits) in samples)
        {
            appender.Append(chunk, time, BitConverter.Int64BitsToDouble(bits));
        }

        return (chunk[..appender.LengthBytes], appender.Count);
    }

    private static void AssertRoundTrip(List<(long Time, long Bits)> samples, string seed)
    {
        var (bytes, count) = Encode(samples);
        var times = new long[count];
        var values = new double[count];
        Assert.True(XorChunk.TryDecode(bytes, times, values), seed);
        Assert.Equal(samples.Select(sample => sample.Time), times);
        Assert.Equal(samples.Select(sample => sample.Bits), values.Select(BitConverter.DoubleToInt64Bits));
        Assert.True(XorChunk.TryReadFirstTime(bytes, out var first));
        Assert.Equal(samples[0].Time, first);
    }
}
