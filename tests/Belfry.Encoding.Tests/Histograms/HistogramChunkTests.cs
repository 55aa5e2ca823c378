using Belfry.Encoding.Histograms;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Testing;
using Xunit;

namespace Belfry.Encoding.Tests.Histograms;

public sealed class HistogramChunkTests
{
    // Written bit by bit after the format's page: header 0001 00; threshold byte 116 (2^-128); schema 0; one positive
    // span (length 2, offset -1), no negative one; time 1000, count 3, zero count 0, sum 1.5, buckets 1, +1.
    [Fact]
    public void A_chunk_is_laid_out_as_its_page_says()
    {
        var bits = string.Concat(
            "0000000000000001", "00000000", "01110100", "0",
            "10" + "001", "10" + "010", "10" + "111", "0",
            "11110" + "001111101000", "10" + "011", "0",
            Convert.ToString(BitConverter.DoubleToInt64Bits(1.5), 2).PadLeft(64, '0'),
            "10" + "001", "10" + "001");
        var histogram = new IntegerHistogram
        {
            ZeroThreshold = Math.ScaleB(1, -128),
            PositiveSpans = [new BucketSpan(-1, 2)],
            Count = 3,
            Sum = 1.5,
            PositiveDeltas = [1, 1],
        };

        var chunk = Assert.Single(HistogramChunkEncoder.Encode([1000], [histogram]));

        Assert.Equal(bits.PadRight((bits.Length + 7) / 8 * 8, '0'),
            string.Concat(chunk.Bytes.ToArray().Select(octet => Convert.ToString(octet, 2).PadLeft(8, '0'))));
        Assert.True(HistogramChunk.TryReadFirstTime(chunk.Bytes.Span, out var first));
        Assert.Equal(1000, first);
    }

    [Fact]
    public void Histograms_of_any_shape_come_back_bit_for_bit_when_each_has_its_own_chunk()
    {
        var seed = new Seed(71);
        for (var round = 0; round < 2000; round++)
        {
            var histogram = RandomHistograms.Next(seed.Random, seed.Random.Next(2) == 0);
            var time = seed.Random.NextInt64(long.MinValue, long.MaxValue);

            var chunk = Assert.Single(HistogramChunkEncoder.Encode([time], [histogram]));

            var (times, decoded) = Decode(chunk);
            Assert.Equal([time], times);
            Assert.True(RandomHistograms.Text(histogram) == RandomHistograms.Text(decoded[0]), seed.ToString());
            Assert.Equal(histogram.CounterResetHint, HistogramChunk.ResetHint(chunk.Bytes.Span));
            Assert.Equal(histogram.CounterResetHint == CounterResetHint.Gauge
                ? CounterResetHint.Gauge : CounterResetHint.Unknown, decoded[0].CounterResetHint);
        }
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Gauges_of_one_layout_come_back_bit_for_bit_from_one_chunk(bool isInteger)
    {
        var seed = new Seed(72);
        for (var round = 0; round < 300; round++)
        {
            var first = RandomHistograms.Next(seed.Random, isInteger);
            var histograms = Enumerable.Range(0, seed.Random.Next(1, 40))
                .Select(_ => Like(first, seed.Random)).ToArray();
            var times = Times(seed.Random, histograms.Length);

            var chunk = Assert.Single(HistogramChunkEncoder.Encode(times, histograms));

            var (decodedTimes, decoded) = Decode(chunk);
            Assert.Equal(times, decodedTimes);
            Assert.True(histograms.Select(RandomHistograms.Text).SequenceEqual(decoded.Select(RandomHistograms.Text)),
                seed.ToString());
            Assert.All(decoded, one => Assert.Equal(CounterResetHint.Gauge, one.CounterResetHint));
        }
    }

    [Fact]
    public void A_counter_that_gets_more_buckets_stays_in_one_chunk_with_equal_counts()
    {
        var seed = new Seed(73);
        for (var round = 0; round < 200; round++)
        {
            var counts = new SortedDictionary<int, long>();
            var zero = 0ul;
            var histograms = Enumerable.Range(0, 50)
                .Select(_ => (NativeHistogram)RandomHistograms.Grow(seed.Random, counts, ref zero)).ToArray();

            var chunk = Assert.Single(HistogramChunkEncoder.Encode(Times(seed.Random, 50), histograms));

            var (_, decoded) = Decode(chunk);
            for (var index = 0; index < 50; index++)
            {
                var expected = (IntegerHistogram)histograms[index];
                var actual = (IntegerHistogram)decoded[index];
                Assert.True(RandomHistograms.Counts(expected).SequenceEqual(RandomHistograms.Counts(actual)), seed.ToString());
                Assert.Equal((expected.Count, expected.ZeroCount, expected.Sum), (actual.Count, actual.ZeroCount, actual.Sum));
                Assert.Equal(index == 0 ? CounterResetHint.Unknown : CounterResetHint.NotCounterReset, actual.CounterResetHint);
            }
        }
    }

    [Theory]
    [InlineData("5", "5 7", CounterResetHint.NotCounterReset, 1)]
    [InlineData("5 7", "5 6 1", CounterResetHint.CounterReset, 2)]
    [InlineData("5 7", "13", CounterResetHint.CounterReset, 2)]
    [InlineData("5 0", "13", CounterResetHint.NotCounterReset, 1)]
    [InlineData("5", "4", CounterResetHint.CounterReset, 2)]
    public void A_chunk_ends_where_a_bucket_or_the_count_falls(
        string before, string after, CounterResetHint hint, int chunkCount)
    {
        var chunks = HistogramChunkEncoder.Encode([1, 2], [Counter(before), Counter(after)]);

        Assert.Equal(chunkCount, chunks.Count);
        Assert.Equal(chunkCount == 1 ? CounterResetHint.Unknown : hint, HistogramChunk.ResetHint(chunks[^1].Bytes.Span));
    }

    [Fact]
    public void Schema_threshold_bounds_kind_and_gauge_each_start_a_chunk()
    {
        NativeHistogram[] histograms =
        [
            new IntegerHistogram { Count = 1, ZeroCount = 1 },
            new IntegerHistogram { Count = 1, ZeroCount = 1, Schema = 1 },
            new IntegerHistogram { Count = 1, ZeroCount = 1, Schema = 1, ZeroThreshold = 0.5 },
            new IntegerHistogram { Count = 1, Schema = NativeHistogram.CustomBucketsSchema, CustomValues = [1] },
            new IntegerHistogram { Count = 1, Schema = NativeHistogram.CustomBucketsSchema, CustomValues = [1, 2] },
            new FloatHistogram { Count = 1 },
            new FloatHistogram { Count = 1, CounterResetHint = CounterResetHint.Gauge },
            new FloatHistogram { Count = 0.5, CounterResetHint = CounterResetHint.Gauge },
        ];

        var chunks = HistogramChunkEncoder.Encode([1, 2, 3, 4, 5, 6, 7, 8], histograms);

        Assert.Equal([1, 1, 1, 1, 1, 1, 2], chunks.Select(chunk => chunk.Count));
        Assert.Equal([2, 2, 2, 2, 2, 3, 3], chunks.Select(chunk => (int)chunk.Encoding));
        Assert.Equal((7, 8), (chunks[^1].MinTimeMs, chunks[^1].MaxTimeMs));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_marker_ends_its_chunk_and_comes_back_without_buckets(bool isInteger)
    {
        NativeHistogram one = isInteger
            ? new IntegerHistogram { Count = 2, PositiveSpans = [new(0, 1)], PositiveDeltas = [2] }
            : new FloatHistogram { Count = 2, PositiveSpans = [new(0, 1)], PositiveBuckets = [2] };
        NativeHistogram stale = isInteger
            ? new IntegerHistogram { Sum = StaleMarker.Value }
            : new FloatHistogram { Sum = StaleMarker.Value };

        var chunks = HistogramChunkEncoder.Encode([1, 2, 3, 4, 5, 6], [stale, one, one, stale, stale, one]);

        Assert.Equal([1, 4, 1], chunks.Select(chunk => chunk.Count));
        var (times, decoded) = Decode(chunks[1]);
        Assert.Equal([2L, 3, 4, 5], times);
        Assert.Equal([false, false, true, true], decoded.Select(histogram => histogram.IsStale));
        Assert.Empty(decoded[2].PositiveSpans);
        Assert.True(Decode(chunks[0]).Histograms[0].IsStale);
    }

    [Fact]
    public void A_chunk_ends_at_its_limit_and_the_next_one_knows_of_no_reset()
    {
        var histograms = Enumerable.Repeat<NativeHistogram>(Counter("3 4"), 250).ToArray();

        var chunks = HistogramChunkEncoder.Encode(Times(new Seed(74).Random, 250), histograms);

        Assert.Equal([120, 120, 10], chunks.Select(chunk => chunk.Count));
        Assert.Equal(CounterResetHint.NotCounterReset, HistogramChunk.ResetHint(chunks[2].Bytes.Span));
    }

    [Fact]
    public void A_histogram_whose_spans_do_not_fit_its_buckets_is_refused() =>
        Assert.Throws<ArgumentException>(() => HistogramChunkEncoder.Encode(
            [1], [new IntegerHistogram { PositiveSpans = [new(0, 2)], PositiveDeltas = [1] }]));

    [Fact]
    public void A_chunk_that_is_cut_short_is_refused()
    {
        var seed = new Seed(75);
        for (var round = 0; round < 200; round++)
        {
            var first = RandomHistograms.Next(seed.Random, round % 2 == 0);
            var histograms = Enumerable.Range(0, 10).Select(_ => Like(first, seed.Random)).ToArray();
            var chunk = Assert.Single(HistogramChunkEncoder.Encode(Times(seed.Random, 10), histograms));
            var cut = chunk.Bytes.Span[..seed.Random.Next(3, chunk.Bytes.Length)];

            Assert.False(TryDecode(chunk.Encoding, cut), seed.ToString());
        }
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        var seed = new Seed(76);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[seed.Random.Next(200)];
            seed.Random.NextBytes(bytes);
            if (bytes.Length > 4 && round % 2 == 0)
            {
                // Few samples and a plain head, so that the rest is reached.
                bytes[0] = 0;
                bytes[3] = 0;
                bytes[4] &= 0x7f;
            }

            TryDecode((byte)seed.Random.Next(1, 5), bytes);
            HistogramChunk.TryReadFirstTime(bytes, out _);
        }
    }

    [Fact]
    public void No_flipped_bit_makes_it_throw()
    {
        var seed = new Seed(77);
        for (var round = 0; round < 5_000; round++)
        {
            var first = RandomHistograms.Next(seed.Random, round % 2 == 0);
            var histograms = Enumerable.Range(0, 10).Select(_ => Like(first, seed.Random)).ToArray();
            var chunk = Assert.Single(HistogramChunkEncoder.Encode(Times(seed.Random, 10), histograms));
            var bytes = chunk.Bytes.ToArray();
            bytes[seed.Random.Next(bytes.Length)] ^= (byte)(1 << seed.Random.Next(8));

            TryDecode(chunk.Encoding, bytes);
        }
    }

    private static bool TryDecode(byte encoding, ReadOnlySpan<byte> bytes)
    {
        var count = HistogramChunk.Count(bytes);
        return HistogramChunk.TryDecode(encoding, bytes, new long[count], new NativeHistogram[count]);
    }

    private static (long[] Times, NativeHistogram[] Histograms) Decode(EncodedHistogramChunk chunk)
    {
        var times = new long[HistogramChunk.Count(chunk.Bytes.Span)];
        var histograms = new NativeHistogram[times.Length];
        Assert.Equal(chunk.Count, times.Length);
        Assert.True(HistogramChunk.TryDecode(chunk.Encoding, chunk.Bytes.Span, times, histograms));
        return (times, histograms);
    }

    private static IntegerHistogram Counter(string counts)
    {
        var buckets = new SortedDictionary<int, long>();
        foreach (var count in counts.Split(' ').Select(long.Parse))
        {
            buckets.Add(buckets.Count, count);
        }

        return RandomHistograms.FromCounts(buckets, 0);
    }

    private static NativeHistogram Like(NativeHistogram first, Random random) => first is IntegerHistogram whole
        ? new IntegerHistogram
        {
            Schema = whole.Schema,
            ZeroThreshold = whole.ZeroThreshold,
            CounterResetHint = CounterResetHint.Gauge,
            PositiveSpans = whole.PositiveSpans,
            NegativeSpans = whole.NegativeSpans,
            CustomValues = whole.CustomValues,
            Count = (ulong)random.NextInt64(),
            ZeroCount = (ulong)random.NextInt64(),
            Sum = random.NextDouble(),
            PositiveDeltas = [.. whole.PositiveDeltas.Select(_ => random.NextInt64() >> random.Next(64))],
            NegativeDeltas = [.. whole.NegativeDeltas.Select(_ => random.NextInt64() >> random.Next(64))],
        }
        : new FloatHistogram
        {
            Schema = first.Schema,
            ZeroThreshold = first.ZeroThreshold,
            CounterResetHint = CounterResetHint.Gauge,
            PositiveSpans = first.PositiveSpans,
            NegativeSpans = first.NegativeSpans,
            CustomValues = first.CustomValues,
            Count = random.NextDouble(),
            ZeroCount = random.Next(5),
            Sum = random.NextDouble(),
            PositiveBuckets = [.. ((FloatHistogram)first).PositiveBuckets.Select(_ => (double)random.Next(9))],
            NegativeBuckets = [.. ((FloatHistogram)first).NegativeBuckets.Select(_ => random.NextDouble())],
        };

    private static long[] Times(Random random, int count)
    {
        var times = new long[count];
        var time = random.NextInt64(-1L << 40, 1L << 41);
        for (var index = 0; index < count; index++)
        {
            time += random.Next(1, random.Next(3) == 0 ? 100_000_000 : 16_000);
            times[index] = time;
        }

        return times;
    }
}
