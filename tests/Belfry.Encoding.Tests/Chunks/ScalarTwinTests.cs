using Belfry.Encoding.Chunks;
using Belfry.Testing;
using Xunit;

namespace Belfry.Encoding.Tests.Chunks;

/// <summary>Vector code against the scalar code beside it. On a machine without AVX-512 both sides of the first are the
/// same.</summary>
public sealed class ScalarTwinTests
{
    [Fact]
    public void Bins_are_read_as_one_number_at_a_time()
    {
        var seed = new Seed(51);
        for (var round = 0; round < 6_000; round++)
        {
            var bins = default(PackedBins);
            var bases = Enumerable.Range(0, seed.Random.Next(1, 5)).Select(_ => seed.Random.NextInt64()).Order();
            foreach (var first in bases)
            {
                bins.Add(first, seed.Random.Next(round % 3 == 0 ? 8 : PackedBins.WidthMax + 1));
            }

            var count = seed.Random.Next(1, 200);
            var classes = Classes(bins, count, seed.Random);
            var distances = new byte[((BinUnpacker.MeasureBits(classes, bins, count) + 7) / 8) + seed.Random.Next(3)];
            seed.Random.NextBytes(distances);
            var expected = new long[count];
            var found = new long[count];

            BinUnpacker.ReadEach(classes, distances, bins, expected, 0, 0);
            BinUnpacker.Read(classes, distances, bins, found);

            Assert.True(expected.AsSpan().SequenceEqual(found), $"{seed} round {round}");
        }
    }

    [Fact]
    public void Values_are_scaled_and_restored_as_one_at_a_time()
    {
        var seed = new Seed(52);
        foreach (var kind in ChunkSamples.Kinds)
        {
            for (var exponent = 0; exponent <= DecimalScale.ExponentMax; exponent++)
            {
                var values = ChunkSamples.Values(kind, seed.Random.Next(1, 90), seed.Random);
                var expected = new long[values.Length];
                var found = new long[values.Length];
                var missed = DecimalScale.ScaleEach(values, exponent, expected, 0);

                Assert.Equal(missed, DecimalScale.Scale(values, exponent, found));
                Assert.True(expected.AsSpan().SequenceEqual(found), $"{seed} {kind}");

                DecimalScale.RestoreEach(expected, exponent, 0);
                DecimalScale.Restore(found, exponent);
                Assert.True(expected.AsSpan().SequenceEqual(found), $"{seed} {kind}");
            }
        }
    }

    private static byte[] Classes(in PackedBins bins, int count, Random random)
    {
        var classes = new byte[((count * bins.ClassBits) + 7) / 8];
        for (var index = 0; index < count && bins.Count > 1; index++)
        {
            var place = index * bins.ClassBits;
            classes[place >> 3] |= (byte)(random.Next(bins.Count) << (place & 7));
        }

        return classes;
    }
}
