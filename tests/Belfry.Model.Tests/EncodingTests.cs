using System.Text;
using Belfry.Testing;
using Xunit;

namespace Belfry.Model.Tests;

public sealed class EncodingTests
{
    // From the reference implementation's sanity checks and widely published vectors, all with seed 0.
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999UL)]
    [InlineData("a", 0xD24EC4F1A98C6E5BUL)]
    [InlineData("as", 0x1C330FB2D66BE179UL)]
    [InlineData("asd", 0x631C37CE72A97393UL)]
    [InlineData("asdf", 0x415872F599CEA71EUL)]
    [InlineData("abc", 0x44BC2CF5AD770999UL)]
    [InlineData("Call me Ishmael. Some years ago--never mind how long precisely-", 0x02A2E85470D6FD96UL)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1UL)]
    [InlineData("xxhash", 0x32DD38952C4BC720UL)]
    public void The_hash_is_xxh64(string text, ulong hash) =>
        Assert.Equal(hash, XxHash64.Hash(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData(0UL, "00")]
    [InlineData(127UL, "7f")]
    [InlineData(128UL, "8001")]
    [InlineData(300UL, "ac02")]
    [InlineData(ulong.MaxValue, "ffffffffffffffffff01")]
    public void A_varint_is_that_of_protobuf(ulong value, string hex)
    {
        var buffer = new byte[Uvarint.LengthBytesMax];

        var written = Uvarint.Write(buffer, value);

        Assert.Equal(hex, Convert.ToHexStringLower(buffer[..written]));
        Assert.Equal(written, Uvarint.LengthBytes(value));
        Assert.True(Uvarint.TryRead(buffer, out var read, out var length));
        Assert.Equal((value, written), (read, length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("ffffffffffffffffff02")]
    [InlineData("ffffffffffffffffffff01")]
    [InlineData("8080808080808080808080")]
    public void A_varint_that_is_cut_or_too_long_is_refused(string hex)
    {
        Assert.False(Uvarint.TryRead(Convert.FromHexString(hex), out var value, out var length));
        Assert.Equal((0UL, 0), (value, length));
    }

    [Fact]
    public void A_varint_of_any_size_comes_back()
    {
        var seed = new Seed(3);
        var buffer = new byte[Uvarint.LengthBytesMax];
        for (var round = 0; round < 10_000; round++)
        {
            var value = (ulong)seed.Random.NextInt64() >> seed.Random.Next(63);
            var written = Uvarint.Write(buffer, value);

            Assert.True(Uvarint.TryRead(buffer.AsSpan(0, written), out var read, out var length), seed.ToString());
            Assert.Equal((value, written), (read, length));
            Assert.False(Uvarint.TryRead(buffer.AsSpan(0, written - 1), out _, out _));
        }
    }
}
