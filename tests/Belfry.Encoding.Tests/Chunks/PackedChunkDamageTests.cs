using Belfry.Encoding.Chunks;
using Belfry.Testing;
using Xunit;

namespace Belfry.Encoding.Tests.Chunks;

public sealed class PackedChunkDamageTests
{
    private readonly long[] times = new long[PackedChunk.SamplesMax];
    private readonly double[] values = new double[PackedChunk.SamplesMax];

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("80")]
    [InlineData("808004")]
    [InlineData("0141021f")]
    [InlineData("0141021f41")]
    [InlineData("014102174100")]
    [InlineData("014102004100 00")]
    [InlineData("014102404100")]
    [InlineData("01410200 81 00")]
    [InlineData("01410220 02 00 0000000000000000")]
    [InlineData("01410220 01 01 0000000000000000")]
    [InlineData("02 4302 04 1f 05 00 00 00 02")]
    [InlineData("02 4302 04 1f 00 00 39 00000000000000000000000000000000")]
    [InlineData("02 4302 04 1f 00 00 41 00 00")]
    [InlineData("02 4302 04 1f 00 00 81 00")]
    [InlineData("02 4302 04 1f 20 00 00 03 00 02 00 02 00 02")]
    [InlineData("02 4302 04 1f 20 00 00 01 02 02")]
    [InlineData("02 4302 04 1f 11 00 01 00 02")]
    [InlineData("03 4302 04 1f 04 00 00 00 08")]
    public void What_is_no_chunk_is_refused(string chunk)
    {
        Assert.False(PackedChunk.TryDecode(Hex(chunk), times, values));
    }

    [Theory]
    [InlineData("00", 0)]
    [InlineData("01 4102 00 4100", 1)]
    [InlineData("01 4102 20 01 00 020000000000f07f", 1)]
    [InlineData("02 4302 04 1f 04 00 00 00 02", 2)]
    [InlineData("02 4302 04 1f 20 00 00 02 00 02 00 02", 2)]
    public void The_smallest_chunks_of_the_format_page_are_read(string chunk, int count)
    {
        Assert.Equal(count, PackedChunk.Count(Hex(chunk)));
        Assert.True(PackedChunk.TryDecode(Hex(chunk), times, values));
    }

    [Fact]
    public void Exact_steps_from_the_origin_take_four_bytes()
    {
        var chunk = new byte[PackedTimes.SizeBytesMax(120)];
        var steps = Enumerable.Range(0, 120).Select(index => 1_700_000_000_000 + (index * 15_000L)).ToArray();

        Assert.Equal(4, PackedTimes.Encode(steps, chunk, 1_700_000_000_000));
    }

    [Fact]
    public void Any_bytes_are_decoded_or_refused()
    {
        var seed = new Seed(41);
        for (var round = 0; round < 40_000; round++)
        {
            var chunk = new byte[seed.Random.Next(1, 80)];
            seed.Random.NextBytes(chunk);
            chunk[0] = (byte)seed.Random.Next(128);

            PackedChunk.TryDecode(chunk, times, values);
        }
    }

    [Fact]
    public void A_chunk_with_flipped_bits_is_decoded_or_refused()
    {
        var seed = new Seed(42);
        foreach (var kind in ChunkSamples.Kinds)
        {
            var chunk = Chunk(kind, seed.Random);
            for (var round = 0; round < 600; round++)
            {
                var damaged = chunk.ToArray();
                for (var flips = seed.Random.Next(1, 4); flips > 0; flips--)
                {
                    damaged[seed.Random.Next(Math.Min(damaged.Length, round % 2 == 0 ? 40 : damaged.Length))]
                        ^= (byte)(1 << seed.Random.Next(8));
                }

                PackedChunk.TryDecode(damaged, times, values);
            }
        }
    }

    [Fact]
    public void A_chunk_that_is_cut_short_or_has_a_byte_more_is_refused()
    {
        var seed = new Seed(43);
        foreach (var kind in ChunkSamples.Kinds)
        {
            var chunk = Chunk(kind, seed.Random);
            for (var length = 0; length < chunk.Length; length++)
            {
                Assert.False(PackedChunk.TryDecode(chunk.AsSpan(0, length), times, values), $"{seed} {kind} {length}");
            }

            Assert.False(PackedChunk.TryDecode([.. chunk, 0], times, values), $"{seed} {kind}");
        }
    }

    [Fact]
    public void Neither_encoding_nor_decoding_allocates()
    {
        var seed = new Seed(44);
        var columns = ChunkSamples.Kinds.Select(kind => ChunkSamples.Values(kind, 480, seed.Random)).ToArray();
        var rising = ChunkSamples.Times(480, seed.Random);
        var destination = new byte[PackedChunk.SizeBytesMax(480)];

        // The first round fills the pool.
        var before = 0L;
        for (var round = 0; round < 2; round++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var column in columns)
            {
                var length = PackedChunk.Encode(rising, column, destination);
                PackedChunk.TryDecode(destination.AsSpan(0, length), times, values);
            }
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static byte[] Chunk(string kind, Random random)
    {
        var rising = ChunkSamples.Times(random.Next(2, 150), random);
        var chunk = new byte[PackedChunk.SizeBytesMax(rising.Length)];
        var length = PackedChunk.Encode(rising, ChunkSamples.Values(kind, rising.Length, random), chunk);
        return chunk[..length];
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
}
