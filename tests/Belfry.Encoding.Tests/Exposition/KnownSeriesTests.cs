using Belfry.Encoding.Exposition;
using Belfry.Model.Metrics;
using Xunit;

namespace Belfry.Encoding.Tests.Exposition;

public sealed class KnownSeriesTests
{
    [Theory]
    [InlineData("a{b=\"c\"} 17\n", true)]
    [InlineData("a{b=\"c\"} -1.5e3 1234\n", true)]
    [InlineData("a{b=\"c\"} NaN\n", true)]
    [InlineData("a{b=\"c\"} 0.1234567890123456789\n", true)]
    [InlineData("a{b=\"c\"}  17\n", false)]
    [InlineData("a{b=\"c\"}\t17\n", false)]
    [InlineData("a{b=\"c\"} x\n", false)]
    [InlineData("a{b=\"c\"} 1 2 3\n", false)]
    [InlineData("a{b=\"c\"} 17", false)]
    [InlineData("a{b=\"d\"} 17\n", false)]
    [InlineData("a 17\n", false)]
    [InlineData("", false)]
    public void The_short_way_answers_as_the_long_way_or_declines(string text, bool isShort)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var known = new TextExpositionReader(bytes);
        var full = new TextExpositionReader(bytes);

        Assert.Equal(isShort, known.TryReadKnownSeries("a{b=\"c\"}"u8));
        if (isShort)
        {
            Assert.Equal(ExpositionEntry.Series, full.Read());
            Assert.Equal(ReaderDump.Sample(ref full), ReaderDump.Sample(ref known));
            Assert.Equal(ExpositionEntry.End, known.Read());
        }
        else
        {
            Assert.Equal(full.Read(), known.Read());
        }
    }

    [Fact]
    public void A_name_that_only_starts_like_a_known_one_is_another_series()
    {
        var reader = new TextExpositionReader("ab 1\n"u8);

        Assert.False(reader.TryReadKnownSeries("a"u8));
    }

    [Fact]
    public void A_skipped_type_takes_effect()
    {
        var reader = new TextExpositionReader("# TYPE h histogram\nh_bucket{le=\"1\"} 1\n"u8);

        Assert.True(reader.TrySkipKnownEntry("# TYPE h histogram\n"u8, MetricType.Histogram));
        Assert.Equal(ExpositionEntry.Series, reader.Read());
        Assert.Equal("{__name__=\"h_bucket\", le=\"1.0\"} 1", ReaderDump.Sample(ref reader));
    }
}
