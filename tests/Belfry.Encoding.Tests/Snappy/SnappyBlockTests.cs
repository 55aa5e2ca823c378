using Belfry.Encoding.Snappy;
using Belfry.Testing;
using Xunit;

namespace Belfry.Encoding.Tests.Snappy;

public sealed class SnappyBlockTests
{
    [Theory]
    [InlineData("00", "")]
    [InlineData("01 00 41", "41")]
    [InlineData("0a 04 6162 11 02", "6162 6162 6162 6162 6162")]
    [InlineData("08 04 6162 16 0200", "6162 6162 6162 6162")]
    [InlineData("08 04 6162 17 02000000", "6162 6162 6162 6162")]
    [InlineData("03 f0 02 616263", "616263")]
    [InlineData("03 f4 0200 616263", "616263")]
    public void Elements_of_every_kind_are_decoded(string block, string expected)
    {
        var bytes = Hex(block);
        Assert.True(SnappyBlock.TryReadLength(bytes, out var length, out _));
        var decoded = new byte[length];

        Assert.True(SnappyBlock.TryDecode(bytes, decoded));
        Assert.Equal(Hex(expected), decoded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("05 10 61")]
    [InlineData("05 00 61")]
    [InlineData("04 00 61 0d 00")]
    [InlineData("04 00 61 01 02")]
    [InlineData("02 00 61 05 01")]
    [InlineData("01 00 61 00 62")]
    [InlineData("01 fc ffffffff")]
    [InlineData("05 00 61 02 01")]
    public void Damage_is_refused(string block)
    {
        var bytes = Hex(block);
        var decoded = new byte[SnappyBlock.TryReadLength(bytes, out var length, out _) ? length : 0];

        Assert.False(SnappyBlock.TryDecode(bytes, decoded));
    }

    [Fact]
    public void A_length_that_32_bits_do_not_hold_is_refused()
    {
        Assert.False(SnappyBlock.TryReadLength(Hex("ffffffffff01"), out _, out _));
    }

    [Fact]
    public void What_is_encoded_is_decoded()
    {
        var seed = new Seed(17);
        for (var round = 0; round < 300; round++)
        {
            var source = Source(seed.Random);
            var block = new byte[SnappyBlock.EncodedLengthBytesMax(source.Length)];
            var length = SnappyBlock.Encode(source, block);
            var decoded = new byte[source.Length];

            Assert.True(SnappyBlock.TryDecode(block.AsSpan(0, length), decoded), seed.ToString());
            Assert.True(decoded.AsSpan().SequenceEqual(source), seed.ToString());
        }
    }

    [Fact]
    public void Repetition_is_compressed()
    {
        var source = new byte[100_000];
        var block = new byte[SnappyBlock.EncodedLengthBytesMax(source.Length)];

        Assert.InRange(SnappyBlock.Encode(source, block), 1, 6_000);
    }

    [Fact]
    public void Any_bytes_are_decoded_or_refused()
    {
        var seed = new Seed(18);
        for (var round = 0; round < 4_000; round++)
        {
            var block = new byte[64];
            seed.Random.NextBytes(block);
            block[0] = (byte)seed.Random.Next(100);
            var decoded = new byte[block[0] + 1];

            // Half of them are told a length that is not the block's: that is refused too.
            var isRight = round % 2 == 0;
            var isDecoded = SnappyBlock.TryDecode(block, isRight ? decoded.AsSpan(0, block[0]) : decoded);

            Assert.True(isRight || !isDecoded, seed.ToString());
        }
    }

    private static byte[] Source(Random random)
    {
        var source = new byte[random.Next(4) == 0 ? random.Next(200_000) : random.Next(300)];
        var alphabet = random.Next(1, 256);
        for (var index = 0; index < source.Length; index++)
        {
            source[index] = index > 40 && random.Next(20) > 0 ? source[index - random.Next(1, 40)]
                : (byte)random.Next(alphabet);
        }

        return source;
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
}
