using Belfry.Api.Prometheus;
using Belfry.Configuration.Prometheus;
using Xunit;

namespace Belfry.Api.Tests.Prometheus;

public sealed class ApiTimeTests
{
    [Theory]
    [InlineData("123", 123_000)]
    [InlineData("123.123", 123_123)]
    [InlineData("1543578564.705", 1_543_578_564_705)]
    [InlineData("2015-06-03T14:21:58.555+01:00", 1_433_337_718_555)]
    [InlineData("2015-06-03T13:21:58.555Z", 1_433_337_718_555)]
    [InlineData("-292273086-05-16T16:47:06Z", long.MinValue)]
    [InlineData("292277025-08-18T07:12:54.999999999Z", long.MaxValue)]
    public void A_time_is_seconds_or_RFC_3339(string text, long expectedMs)
    {
        Assert.True(ApiTime.TryParse(text, out var time));
        Assert.Equal(expectedMs, time.Value);
    }

    [Theory, InlineData("abc"), InlineData(""), InlineData("NaN"), InlineData("1e300"), InlineData("2015-06-03")]
    public void Anything_else_is_no_time(string text) => Assert.False(ApiTime.TryParse(text, out _));

    [Theory]
    [InlineData("123", 123_000)]
    [InlineData("123.333", 123_333)]
    [InlineData("15s", 15_000)]
    [InlineData("5m", 300_000)]
    public void A_duration_is_seconds_or_has_units(string text, long expectedMs)
    {
        Assert.True(ApiTime.TryParseDuration(text, out var duration, out _));
        Assert.Equal(expectedMs, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("abc", "cannot parse \"abc\" to a valid duration")]
    [InlineData("148966367200.372", "cannot parse \"148966367200.372\" to a valid duration. It overflows int64")]
    public void What_is_no_duration_is_refused(string text, string expected)
    {
        Assert.False(ApiTime.TryParseDuration(text, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("foo", "foo")]
    [InlineData("U__host_2e_name", "host.name")]
    [InlineData("U__junk_0a__7b__7d__2c__3d_:_20__20_chars", "junk\n{},=:  chars")]
    [InlineData("U__a__b", "a_b")]
    [InlineData("U__broken_zz_", "U__broken_zz_")]
    public void An_escaped_name_is_decoded(string text, string expected) =>
        Assert.Equal(expected, NameEscaping.Unescape(text, NameEscapingScheme.Values));
}
