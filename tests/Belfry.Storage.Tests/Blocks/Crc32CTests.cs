using Belfry.Storage.Blocks;
using Xunit;

namespace Belfry.Storage.Tests.Blocks;

public sealed class Crc32CTests
{
    // RFC 3720, appendix B.4.
    [Fact]
    public void The_checksums_are_those_of_the_RFC()
    {
        var rising = Enumerable.Range(0, 32).Select(octet => (byte)octet).ToArray();

        Assert.Equal(0x8a9136aau, Crc32C.Compute(new byte[32]));
        Assert.Equal(0x62a8ab43u, Crc32C.Compute([.. Enumerable.Repeat((byte)0xff, 32)]));
        Assert.Equal(0x46dd794eu, Crc32C.Compute(rising));
        Assert.Equal(0xe3069283u, Crc32C.Compute("123456789"u8));
    }

    [Fact]
    public void Parts_give_the_checksum_of_the_whole()
    {
        var bytes = new byte[100];
        new Random(1).NextBytes(bytes);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var parts = Crc32C.Compute(bytes.AsSpan(cut), Crc32C.Compute(bytes.AsSpan(0, cut)));
            Assert.Equal(Crc32C.Compute(bytes), parts);
        }
    }
}
