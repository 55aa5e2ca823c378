using System.Runtime.InteropServices;
using Belfry.Encoding.Chunks;
using Belfry.Testing;
using Xunit;

namespace Belfry.Encoding.Tests.Chunks;

public sealed class PackedChunkTests
{
    private static readonly int[] Counts = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 63, 65, 120, 127, 128, 129, 240, 481, 2_000];

    public static TheoryData<string> Kinds => new(ChunkSamples.Kinds);

    [Theory, MemberData(nameof(Kinds))]
    public void Every_bit_of_every_sample_comes_back(string kind)
    {
        var seed = new Seed(31);
        foreach (var count in Counts)
        {
            for (var round = 0; round < 6; round++)
            {
                var times = ChunkSamples.Times(count, seed.Random);
                var values = ChunkSamples.Values(kind, count, seed.Random);
                var origin = count > 0 && round % 2 == 0 ? times[0] - 7 : 0;

                AssertComesBack(times, values, origin, $"{seed} {kind} {count}");
            }
        }
    }

    [Fact]
    public void A_chunk_of_the_most_samples_comes_back()
    {
        var seed = new Seed(32);
        foreach (var kind in new[] { "integer counter", "any bits", "random walk", "stale markers" })
        {
            var times = ChunkSamples.Times(PackedChunk.SamplesMax, seed.Random);
            AssertComesBack(times, ChunkSamples.Values(kind, times.Length, seed.Random), 0, $"{seed} {kind}");
        }
    }

    [Fact]
    public void Columns_of_mixed_kinds_come_back()
    {
        var seed = new Seed(33);
        for (var round = 0; round < 2_000; round++)
        {
            var times = ChunkSamples.Times(seed.Random.Next(1, 200), seed.Random);
            var values = ChunkSamples.Values(AnyKind(seed.Random), times.Length, seed.Random);
            var start = seed.Random.Next(values.Length);
            ChunkSamples.Values(AnyKind(seed.Random), values.Length - start, seed.Random).CopyTo(values, start);

            AssertComesBack(times, values, 0, seed.ToString());
        }
    }

    private static string AnyKind(Random random) => ChunkSamples.Kinds[random.Next(ChunkSamples.Kinds.Length)];

    private static void AssertComesBack(long[] times, double[] values, long origin, string place)
    {
        var chunk = new byte[PackedChunk.SizeBytesMax(times.Length)];
        var length = PackedChunk.Encode(times, values, chunk, origin);
        var decodedTimes = new long[times.Length];
        var decodedValues = new double[times.Length];

        Assert.Equal(times.Length, PackedChunk.Count(chunk.AsSpan(0, length)));
        Assert.True(
            PackedChunk.TryDecode(chunk.AsSpan(0, length).ToArray(), decodedTimes, decodedValues, origin), place);
        Assert.True(times.AsSpan().SequenceEqual(decodedTimes), place);
        Assert.True(Bits(values).SequenceEqual(Bits(decodedValues)), place);
    }

    private static Span<long> Bits(double[] values) => MemoryMarshal.Cast<double, long>(values.AsSpan());
}
