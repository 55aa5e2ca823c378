using Belfry.Model.Histograms;
using Belfry.Testing;
using Xunit;

namespace Belfry.Model.Tests.Histograms;

public sealed class HistogramTextTests
{
    [Theory]
    [InlineData("{{}}")]
    [InlineData("{{schema:1 count:3 sum:-0.5 z_bucket:1 z_bucket_w:0.001 offset:-2 buckets:[1 0 1]}}")]
    [InlineData("{{count:2 sum:1e+06 counter_reset_hint:gauge n_offset:3 n_buckets:[0.5 1.5]}}")]
    [InlineData("{{schema:-53 count:2 custom_values:[-1 0.25 1e+06] counter_reset_hint:not_reset buckets:[1 1]}}")]
    [InlineData("{{schema:-53 custom_values:[] counter_reset_hint:reset}}")]
    public void A_test_text_says_all_that_is_not_zero(string text) =>
        Assert.Equal(
            text, TestTexts.Read(text.Replace("custom_values:[] ", "", StringComparison.Ordinal)).ToTestText());

    [Fact]
    public void A_test_text_has_one_span_a_side()
    {
        var seed = new Seed(61);
        for (var round = 0; round < 300; round++)
        {
            var histogram = RandomHistograms.Float(seed.Random);

            Assert.True(TestTexts.Read(histogram.ToTestText()).IsIdenticalTo(histogram.Compact(int.MaxValue)));
        }
    }

    [Fact]
    public void A_text_shows_populated_buckets_by_rising_bounds()
    {
        var text = "{{schema:-1 count:6 sum:1 z_bucket:1.5 z_bucket_w:0.5 offset:1 buckets:[1 0 2] n_buckets:[0.5 1]}}";

        Assert.Equal(
            "{count:6, sum:1, [-4,-1):1, [-1,-0.25):0.5, [-0.5,0.5]:1.5, (1,4]:1, (16,64]:2}",
            TestTexts.Read(text).ToString());
    }

    [Fact]
    public void The_last_bucket_of_numbers_ends_at_the_largest_one()
    {
        Assert.Equal(double.MaxValue, BucketBounds.Exponential(1024, 0));
        Assert.Equal(double.PositiveInfinity, BucketBounds.Exponential(1025, 0));
        Assert.Equal(double.MaxValue, BucketBounds.Exponential(64, -4));
        Assert.Equal(double.PositiveInfinity, BucketBounds.Exponential(int.MaxValue, -4));
        Assert.Equal(0, BucketBounds.Exponential(int.MinValue, 8));
        Assert.Equal(double.Epsilon, BucketBounds.Exponential(-1074, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => BucketBounds.Exponential(0, 9));
    }

    [Fact]
    public void The_size_is_that_of_the_original() =>
        Assert.Equal(168 + (8 * 5), TestTexts.Read("{{count:2 buckets:[1 1] n_buckets:[1]}}").SizeBytes());
}
