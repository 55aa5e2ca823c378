using Xunit;

namespace Belfry.Model.Tests;

public sealed class PrometheusDurationTests
{
    [Theory]
    [InlineData("0", 0, "0s")]
    [InlineData("0w", 0, "0s")]
    [InlineData("0s", 0, "0s")]
    [InlineData("324ms", 324, "324ms")]
    [InlineData("3s", 3_000, "3s")]
    [InlineData("5m", 300_000, "5m")]
    [InlineData("1h", 3_600_000, "1h")]
    [InlineData("4d", 345_600_000, "4d")]
    [InlineData("4d1h", 349_200_000, "4d1h")]
    [InlineData("14d", 1_209_600_000, "2w")]
    [InlineData("3w2d1h", 1_990_800_000, "23d1h")]
    [InlineData("90s", 90_000, "1m30s")]
    [InlineData("10y", 315_360_000_000, "10y")]
    [InlineData("289y", 9_113_904_000_000, "289y")]
    [InlineData("1y1w1d1h1m1s1ms", 32_230_861_001, "373d1h1m1s1ms")]
    public void A_duration_is_read_and_printed(string text, long ms, string printed)
    {
        Assert.True(PrometheusDuration.TryParse(text, out var duration, out var error), error);
        Assert.Equal(TimeSpan.FromMilliseconds(ms), duration);
        Assert.Equal(printed, PrometheusDuration.Format(duration));
    }

    [Theory]
    [InlineData("", "empty duration string")]
    [InlineData("1", "not a valid duration string: \"1\"")]
    [InlineData("1y1m1d", "not a valid duration string: \"1y1m1d\"")]
    [InlineData("-1w", "not a valid duration string: \"-1w\"")]
    [InlineData("1.5d", "unknown unit \".\" in duration \"1.5d\"")]
    [InlineData("d", "not a valid duration string: \"d\"")]
    [InlineData("1m1m", "not a valid duration string: \"1m1m\"")]
    [InlineData("1m ", "unknown unit \"m \" in duration \"1m \"")]
    [InlineData("1µs", "unknown unit \"µs\" in duration \"1µs\"")]
    [InlineData("294y", "duration out of range")]
    [InlineData("200y10400w", "duration out of range")]
    [InlineData("107675d", "duration out of range")]
    [InlineData("2584200h", "duration out of range")]
    [InlineData("99999999999999999999s", "not a valid duration string: \"99999999999999999999s\"")]
    public void What_is_not_a_duration_is_refused(string text, string message)
    {
        Assert.False(PrometheusDuration.TryParse(text, out _, out var error));
        Assert.Equal(message, error);
    }

    [Theory]
    [InlineData("-3s", "-3s")]
    [InlineData("-3w2d1h", "-23d1h")]
    [InlineData("5m", "5m")]
    public void A_sign_is_read_where_it_is_allowed(string text, string printed)
    {
        Assert.True(PrometheusDuration.TryParseSigned(text, out var duration, out var error), error);
        Assert.Equal(printed, PrometheusDuration.Format(duration));
    }

    [Theory]
    [InlineData("--3s")]
    [InlineData("-")]
    public void A_sign_stands_alone_and_before_something(string text) =>
        Assert.False(PrometheusDuration.TryParseSigned(text, out _, out _));
}
