using Belfry.Encoding.Chunks;
using Belfry.Testing;
using Belfry.Tsdb.Head;
using Xunit;

namespace Belfry.Tsdb.Tests.Head;

public sealed class OpenFloatsTests
{
    private readonly HeadScratch scratch = new(samplesPerChunkMax: 400, blockRangeMs: 7_200_000);

    [Fact]
    public void Chunks_in_segments_have_the_bytes_of_chunks_in_one_piece()
    {
        var seed = new Seed(4);
        for (var round = 0; round < 40; round++)
        {
            var chunks = new OpenFloats[3];
            var expected = new XorChunkAppender[3];
            var bytes = new byte[3][];
            for (var chunk = 0; chunk < 3; chunk++)
            {
                bytes[chunk] = new byte[16 << 10];
            }

            var time = seed.Random.NextInt64(-1L << 40, 1L << 41);
            for (var sample = 0; sample < 300; sample++)
            {
                // They take segments by turns, so that none has neighbours only.
                var chunk = seed.Random.Next(3);
                time += seed.Random.Next(4) > 0 ? 15_000 : seed.Random.NextInt64(1, 1L << seed.Random.Next(1, 40));
                var value = Value(seed.Random, sample);
                chunks[chunk].Append(time, value, scratch);
                expected[chunk].Append(bytes[chunk], time, value);
                Assert.Equal(expected[chunk].LengthBytes, chunks[chunk].LengthBytes);
                Assert.Equal(expected[chunk].Count, chunks[chunk].Count);
                var copy = new byte[chunks[chunk].LengthBytes];
                Assert.Equal(copy.Length, chunks[chunk].CopyTo(copy));
                var isSame = copy.AsSpan().SequenceEqual(bytes[chunk].AsSpan(0, copy.Length));
                Assert.True(isSame, $"{seed}: round {round}, sample {sample}");
            }

            for (var chunk = 0; chunk < 3; chunk++)
            {
                chunks[chunk].Restart();
            }
        }
    }

    [Fact]
    public void Segments_of_chunks_that_ended_are_used_again()
    {
        var chunks = new OpenFloats[20];
        Fill(chunks);
        var count = scratch.Segments.Count;

        for (var round = 0; round < 5; round++)
        {
            Fill(chunks);
        }

        Assert.Equal(count, scratch.Segments.Count);
        Assert.InRange(count, 20u * 240 / SegmentArena.PayloadSizeBytes, 20u * 1100 / SegmentArena.PayloadSizeBytes);
    }

    [Fact]
    public void A_chunk_that_has_ended_has_no_bytes_but_its_last_sample()
    {
        var chunk = default(OpenFloats);
        chunk.Append(1000, 7, scratch);
        chunk.Restart();

        Assert.Equal(0, chunk.Count);
        Assert.Equal(0, chunk.CopyTo(new byte[16]));
        Assert.Equal((1000, BitConverter.DoubleToInt64Bits(7)), (chunk.TimestampMs, chunk.ValueBits));
    }

    [Fact]
    public void A_chain_that_makes_no_sense_to_a_reader_is_a_short_one()
    {
        var segment = scratch.Segments.Rent();
        scratch.Segments.Link(segment, 0);
        var bytes = new byte[100];

        Assert.Equal(SegmentArena.PayloadSizeBytes, scratch.Segments.CopyTo(segment, bytes));
        Assert.Equal(0, scratch.Segments.CopyTo(0, bytes));
        Assert.Equal(0, scratch.Segments.CopyTo(uint.MaxValue, bytes));
        scratch.Segments.Link(segment, segment);
        Assert.Equal(100, scratch.Segments.CopyTo(segment, bytes));
    }

    private void Fill(OpenFloats[] chunks)
    {
        for (var sample = 0; sample < 120; sample++)
        {
            for (var chunk = 0; chunk < chunks.Length; chunk++)
            {
                chunks[chunk].Append(sample * 15_000, Math.Sin(sample) * chunk, scratch);
            }
        }

        for (var chunk = 0; chunk < chunks.Length; chunk++)
        {
            chunks[chunk].Restart();
        }
    }

    private static double Value(Random random, int sample) => random.Next(6) switch
    {
        0 => random.NextDouble() * 1e9,
        1 => BitConverter.Int64BitsToDouble(random.NextInt64()),
        2 => double.NaN,
        3 => sample,
        _ => 42,
    };
}
