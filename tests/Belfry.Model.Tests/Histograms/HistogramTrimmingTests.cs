using Belfry.Model.Histograms;
using Belfry.Testing;
using Xunit;

namespace Belfry.Model.Tests.Histograms;

public sealed class HistogramTrimmingTests
{
    // Facts of Prometheus's scripts for the two operators.
    [Theory]
    [InlineData(
        "{{schema:0 sum:123.75 count:34 z_bucket:1 z_bucket_w:0.001 buckets:[2 4 8 16] n_buckets:[1 2]}}",
        ">/", double.PositiveInfinity,
        "{{schema:0 z_bucket_w:0.001}}")]
    [InlineData(
        "{{schema:0 sum:123.75 count:34 z_bucket:1 z_bucket_w:0.001 buckets:[2 4 8 16] n_buckets:[1 2]}}",
        ">/", 0,
        "{{schema:0 sum:120.20840280171308 count:30.5 z_bucket:0.5 z_bucket_w:0.001 buckets:[2 4 8 16]}}")]
    [InlineData(
        "{{schema:0 sum:123.75 count:34 z_bucket:1 z_bucket_w:0.001 buckets:[2 4 8 16] n_buckets:[1 2]}}",
        "</", 0,
        "{{schema:0 sum:-3.53578390593273768 count:3.5 z_bucket:0.5 z_bucket_w:0.001 n_buckets:[1 2]}}")]
    [InlineData(
        "{{schema:0 sum:123.75 count:34 z_bucket:1 z_bucket_w:0.001 buckets:[2 4 8 16] n_buckets:[1 2]}}",
        "</", 1.4142135624,
        "{{count:8 sum:0.2570938865989847 z_bucket:1 z_bucket_w:0.001 buckets:[2 2] n_buckets:[1 2]}}")]
    [InlineData(
        "{{schema:0 sum:123.75 count:34 z_bucket:1 z_bucket_w:0.001 buckets:[2 4 8 16] n_buckets:[1 2]}}",
        ">/", 1.4142135624,
        "{{count:26 sum:116.50067065070982 z_bucket_w:0.001 buckets:[0 2 8 16]}}")]
    [InlineData(
        "{{schema:2 sum:12.8286080906 count:28 z_bucket:1 z_bucket_w:0.001 buckets:[1 2 4 7 3] n_buckets:[1 5 3 1]}}",
        ">/", 1.13,
        "{{schema:2 count:14.589417818876296 sum:22.168126492693734 z_bucket_w:0.001 offset:1 buckets:[0.589417818876296 4 7 3]}}")]
    [InlineData(
        "{{schema:0 sum:123.75 count:34 z_bucket:1 z_bucket_w:0.001 buckets:[2 4 8 16] n_buckets:[1 2]}}",
        "</", 2,
        "{{count:10 sum:3.5355339059327373 z_bucket:1 z_bucket_w:0.001 buckets:[2 4] n_buckets:[1 2]}}")]
    [InlineData(
        "{{schema:0 sum:123.75 count:34 z_bucket:1 z_bucket_w:0.001 buckets:[2 4 8 16] n_buckets:[1 2]}}",
        ">/", 2,
        "{{count:24 sum:113.13708498984761 z_bucket_w:0.001 offset:2 buckets:[8 16]}}")]
    [InlineData(
        "{{schema:0 sum:123.75 count:34 z_bucket:1 z_bucket_w:0.001 buckets:[2 4 8 16] n_buckets:[1 2]}}",
        ">/", -1,
        "{{count:32 sum:119.50104602052653 z_bucket:1 z_bucket_w:0.001 buckets:[2 4 8 16] n_buckets:[1]}}")]
    [InlineData(
        "{{schema:0 sum:123.75 count:34 z_bucket:1 z_bucket_w:0.001 buckets:[2 4 8 16] n_buckets:[1 2]}}",
        "</", -1,
        "{{count:2 sum:-2.8284271247461903 z_bucket_w:0.001 n_offset:1 n_buckets:[2]}}")]
    [InlineData(
        "{{schema:0 sum:8.0210678118654755 count:12 z_bucket:2 z_bucket_w:0.5 buckets:[10]}}",
        ">/", 0.5,
        "{{schema:0 count:10 sum:7.0710678118654755 z_bucket:0 z_bucket_w:0.5 buckets:[10]}}")]
    [InlineData(
        "{{schema:0 sum:8.0210678118654755 count:12 z_bucket:2 z_bucket_w:0.5 buckets:[10]}}",
        ">/", 0.1,
        "{{schema:0 count:11.6 sum:7.551067811865476 z_bucket:1.6 z_bucket_w:0.5 buckets:[10]}}")]
    [InlineData(
        "{{schema:0 sum:8.0210678118654755 count:12 z_bucket:2 z_bucket_w:0.5 buckets:[10]}}",
        ">/", 0,
        "{{schema:0 sum:8.0210678118654755 count:12 z_bucket:2 z_bucket_w:0.5 buckets:[10]}}")]
    [InlineData(
        "{{schema:0 sum:8.0210678118654755 count:12 z_bucket:2 z_bucket_w:0.5 buckets:[10]}}",
        "</", 0.5,
        "{{schema:0 count:2 sum:0.5 z_bucket:2 z_bucket_w:0.5}}")]
    [InlineData(
        "{{schema:0 sum:-8.0210678118654755 count:12 z_bucket:2 z_bucket_w:0.5 n_buckets:[10]}}",
        "</", -0.1,
        "{{schema:0 count:11.6 sum:-7.551067811865476 z_bucket:1.6 z_bucket_w:0.5 n_buckets:[10]}}")]
    [InlineData(
        "{{schema:0 sum:-8.0210678118654755 count:12 z_bucket:2 z_bucket_w:0.5 n_buckets:[10]}}",
        "</", 0,
        "{{schema:0 sum:-8.0210678118654755 count:12 z_bucket:2 z_bucket_w:0.5 n_buckets:[10]}}")]
    [InlineData(
        "{{schema:0 count:5 sum:0 z_bucket:5 z_bucket_w:0.1 }}",
        ">/", 0.1,
        "{{schema:0 count:0 sum:0 z_bucket:0 z_bucket_w:0.1 }}")]
    [InlineData(
        "{{schema:0 count:5 sum:0 z_bucket:5 z_bucket_w:0.1 }}",
        "</", 0.1,
        "{{schema:0 count:5 sum:0 z_bucket:5 z_bucket_w:0.1 }}")]
    [InlineData(
        "{{schema:0 count:5 sum:0 z_bucket:5 z_bucket_w:0.1 }}",
        ">/", 0.05,
        "{{schema:0 count:1.25 sum:0.09375 z_bucket:1.25 z_bucket_w:0.1 }}")]
    [InlineData(
        "{{schema:0 count:5 sum:0 z_bucket:5 z_bucket_w:0.1 }}",
        "</", 0.05,
        "{{schema:0 count:3.75 sum:-0.09375 z_bucket:3.75 z_bucket_w:0.1 }}")]
    [InlineData(
        "{{schema:0 count:5 sum:0 z_bucket:5 z_bucket_w:0.1 }}",
        ">/", 0,
        "{{schema:0 count:2.5 sum:0.125 z_bucket:2.5 z_bucket_w:0.1 }}")]
    [InlineData(
        "{{schema:0 count:5 sum:0 z_bucket:5 z_bucket_w:0.1 }}",
        "</", 0,
        "{{schema:0 count:2.5 sum:-0.125 z_bucket:2.5 z_bucket_w:0.1 }}")]
    [InlineData(
        "{{schema:0 count:5 sum:0 z_bucket:5 z_bucket_w:0.1 }}",
        ">/", -0.05,
        "{{schema:0 count:3.75 sum:0.09375 z_bucket:3.75 z_bucket_w:0.1 }}")]
    [InlineData(
        "{{schema:0 count:5 sum:0 z_bucket:5 z_bucket_w:0.1 }}",
        "</", -0.05,
        "{{schema:0 count:1.25 sum:-0.09375 z_bucket:1.25 z_bucket_w:0.1 }}")]
    [InlineData(
        "{{schema:-53 sum:172.5 count:15 custom_values:[5 10 15 20] buckets:[1 6 4 3 1]}}",
        ">/", 15,
        "{{schema:-53 count:4 sum:72.5 custom_values:[5 10 15 20] offset:3 buckets:[3 1]}}")]
    [InlineData(
        "{{schema:-53 sum:172.5 count:15 custom_values:[5 10 15 20] buckets:[1 6 4 3 1]}}",
        "</", 13,
        "{{schema:-53 count:9.4 sum:75.1 custom_values:[5 10 15 20] buckets:[1 6 2.4]}}")]
    [InlineData(
        "{{schema:-53 sum:172.5 count:15 custom_values:[5 10 15 20] buckets:[1 6 4 3 1]}}",
        ">/", 13,
        "{{schema:-53 count:5.6 sum:94.9 custom_values:[5 10 15 20] offset:2 buckets:[1.6 3 1]}}")]
    [InlineData(
        "{{schema:-53 sum:172.5 count:15 custom_values:[5 10 15 20] buckets:[1 6 4 3 1]}}",
        "</", 50,
        "{{schema:-53 count:14 sum:150.0 custom_values:[5 10 15 20] buckets:[1 6 4 3]}}")]
    [InlineData(
        "{{schema:-53 sum:172.5 count:15 custom_values:[5 10 15 20] buckets:[1 6 4 3 1]}}",
        "</", double.NegativeInfinity,
        "{{schema:-53 custom_values:[5 10 15 20]}}")]
    [InlineData(
        "{{schema:-53 sum:172.5 count:15 custom_values:[5 10 15 20] buckets:[1 6 4 3 1]}}",
        ">/", double.PositiveInfinity,
        "{{schema:-53 custom_values:[5 10 15 20]}}")]
    [InlineData(
        "{{schema:-53 sum:172.5 count:15 custom_values:[5 10 15 20] buckets:[1 6 4 3 1]}}",
        ">/", double.NegativeInfinity,
        "{{schema:-53 sum:172.5 count:15 custom_values:[5 10 15 20] buckets:[1 6 4 3 1]}}")]
    [InlineData(
        "{{schema:-53 sum:172.5 count:15 custom_values:[5 10 15 20] buckets:[1 6 4 3 1]}}",
        ">/", 0,
        "{{schema:-53 sum:172.5 count:15 custom_values:[5 10 15 20] buckets:[1 6 4 3 1]}}")]
    [InlineData(
        "{{schema:-53 sum:172.5 count:15 custom_values:[5 10 15 20] buckets:[1 6 4 3 1]}}",
        "</", 0,
        "{{schema:-53 custom_values:[5 10 15 20]}}")]
    [InlineData(
        "{{schema:-53 sum:172.5 count:15 custom_values:[-10 5 10 15 20] buckets:[2 1 6 4 3 1]}}",
        "</", 2,
        "{{schema:-53 count:2.8 sum:-23.2 custom_values:[-10 5 10 15 20] buckets:[2 0.8]}}")]
    [InlineData(
        "{{schema:-53 sum:172.5 count:15 custom_values:[-10 5 10 15 20] buckets:[2 1 6 4 3 1]}}",
        "</", -4,
        "{{schema:-53 count:2.4 sum:-22.8 custom_values:[-10 5 10 15 20] buckets:[2 0.4]}}")]
    [InlineData(
        "{{schema:-53 sum:172.5 count:15 custom_values:[-10 5 10 15 20] buckets:[2 1 6 4 3 1]}}",
        "</", -15,
        "{{schema:-53 count:2 sum:-30 custom_values:[-10 5 10 15 20] buckets:[2]}}")]
    [InlineData(
        "{{schema:0 sum:-6.75 z_bucket:5 z_bucket_w:0.01 buckets:[2 3] n_buckets:[1 2 3]}}",
        ">/", 0,
        "{{count:7.5 sum:5.669354249492381 z_bucket:2.5 z_bucket_w:0.01 buckets:[2 3]}}")]
    [InlineData(
        "{{schema:-53 sum:100.0 count:100 buckets:[100]}}",
        "</", 10.0,
        "{{schema:-53 sum:0.0 count:0 buckets:[0]}}")]
    [InlineData(
        "{{schema:-53 sum:100.0 count:100 buckets:[100]}}",
        ">/", 10.0,
        "{{schema:-53 sum:0.0 count:0 buckets:[0]}}")]
    [InlineData(
        "{{schema:-53 sum:100.0 count:100 buckets:[100]}}",
        ">/", double.NegativeInfinity,
        "{{schema:-53 sum:100 count:100 buckets:[100]}}")]
    [InlineData(
        "{{schema:-53 sum:100.0 count:100 buckets:[100]}}",
        "</", double.NegativeInfinity,
        "{{schema:-53 sum:0 count:0 buckets:[0]}}")]
    [InlineData(
        "{{schema:-53 sum:33.0 count:100 custom_values:[0] buckets:[1 100]}}",
        "</", 0.0,
        "{{schema:-53 sum:0.0 count:1 custom_values:[0] buckets:[1 0]}}")]
    [InlineData(
        "{{schema:-53 sum:33.0 count:100 custom_values:[0] buckets:[1 100]}}",
        ">/", -10.0,
        "{{schema:-53 sum:0.0 count:100 custom_values:[0] buckets:[0 100]}}")]
    [InlineData(
        "{{schema:-53 sum:33.0 count:100 custom_values:[0] buckets:[1 100]}}",
        ">/", 10.0,
        "{{schema:-53 sum:1000.0 count:100 custom_values:[0] buckets:[0 100]}}")]
    [InlineData(
        "{{schema:-53 sum:33 count:101 custom_values:[5] buckets:[1 100]}}",
        "</", 0.0,
        "{{schema:-53 custom_values:[5]}}")]
    [InlineData(
        "{{schema:-53 sum:33 count:101 custom_values:[5] buckets:[1 100]}}",
        ">/", 0.0,
        "{{schema:-53 sum:33.0 count:101 custom_values:[5] buckets:[1 100]}}")]
    [InlineData(
        "{{schema:-53 sum:33 count:101 custom_values:[5] buckets:[1 100]}}",
        ">/", 10.0,
        "{{schema:-53 sum:1000.0 count:100 custom_values:[5] buckets:[0 100]}}")]
    [InlineData(
        "{{schema:-53 sum:33 count:101 custom_values:[-5] buckets:[1 100]}}",
        "</", 10.0,
        "{{schema:-53 sum:-5.0 count:1 custom_values:[-5] buckets:[1 0]}}")]
    [InlineData(
        "{{schema:-53 sum:33 count:101 custom_values:[-5] buckets:[1 100]}}",
        "</", -10.0,
        "{{schema:-53 sum:-10.0 count:1 custom_values:[-5] buckets:[1 0]}}")]
    [InlineData(
        "{{schema:-53 sum:33 count:101 custom_values:[-5] buckets:[1 100]}}",
        ">/", -2.0,
        "{{schema:-53 sum:-200 count:100 custom_values:[-5] buckets:[0 100]}}")]
    [InlineData(
        "{{schema:-53 sum:33 count:101 custom_values:[-5] buckets:[1 100]}}",
        ">/", 10.0,
        "{{schema:-53 sum:1000.0 count:100 custom_values:[-5] buckets:[0 100]}}")]
    public void What_lies_beyond_is_removed(string text, string side, double value, string expected)
    {
        var histogram = TestTexts.Read(text);

        AssertClose(
            TestTexts.Read(expected).Compact(),
            (side == "</" ? histogram.TrimAbove(value) : histogram.TrimBelow(value)).Compact());
    }

    [Fact]
    public void Both_parts_have_all_observations()
    {
        var seed = new Seed(51);
        for (var round = 0; round < 1000; round++)
        {
            var histogram = RandomHistograms.Float(seed.Random);
            var value = (seed.Random.NextDouble() - 0.5) * 16;
            var below = histogram.TrimAbove(value);
            var above = histogram.TrimBelow(value);

            Assert.Equal(histogram.Count, below.Count + above.Count, 1e-9);
        }
    }

    [Fact]
    public void A_histogram_without_anything_beyond_stays_itself()
    {
        var histogram = TestTexts.Read("{{count:5 sum:9 buckets:[1 4]}}");

        Assert.Same(histogram, histogram.TrimAbove(2));
        Assert.Same(histogram, histogram.TrimBelow(0));
        Assert.Equal("{{}}", histogram.TrimAbove(double.NaN).ToTestText());
    }

    private static void AssertClose(FloatHistogram expected, FloatHistogram actual)
    {
        Assert.Equal(expected.PositiveSpans, actual.PositiveSpans);
        Assert.Equal(expected.NegativeSpans, actual.NegativeSpans);
        Assert.Equal(expected.Schema, actual.Schema);
        Assert.Equal(expected.CustomValues, actual.CustomValues);
        double[] expectedNumbers = [expected.Count, expected.Sum, expected.ZeroCount, expected.ZeroThreshold,
            .. expected.PositiveBuckets, .. expected.NegativeBuckets];
        double[] actualNumbers = [actual.Count, actual.Sum, actual.ZeroCount, actual.ZeroThreshold,
            .. actual.PositiveBuckets, .. actual.NegativeBuckets];
        Assert.All(expectedNumbers.Zip(actualNumbers), pair =>
            Assert.Equal(pair.First, pair.Second, 1e-6 * Math.Max(1, Math.Abs(pair.First))));
    }
}
