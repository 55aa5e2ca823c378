using Xunit;

namespace Belfry.Configuration.Tests;

/// <summary>Sizes as the originals read and print them.</summary>
public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("0", 0, "0B")]
    [InlineData("1B", 1, "1B")]
    [InlineData("10MB", 10 << 20, "10MiB")]
    [InlineData("10MiB", 10 << 20, "10MiB")]
    [InlineData("1GB512MB", 1536L << 20, "1GiB512MiB")]
    [InlineData("1.5KB", 1536, "1KiB512B")]
    [InlineData("-1KB", -1024, "-1KiB")]
    public void A_size_is_read_and_printed(string text, long bytes, string printed)
    {
        Assert.True(ByteSize.TryParse(text, out var size, out _));
        Assert.Equal(bytes, size.Bytes);
        Assert.Equal(printed, size.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("10")]
    [InlineData("MB")]
    [InlineData("10XB")]
    [InlineData("1..5MB")]
    [InlineData("99999999EB")]
    [InlineData("10 MB")]
    public void What_is_no_size_is_refused(string text) => Assert.False(ByteSize.TryParse(text, out _, out _));
}
