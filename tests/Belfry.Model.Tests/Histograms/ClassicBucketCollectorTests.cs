using System.Text;
using Belfry.Model.Histograms;
using Xunit;

namespace Belfry.Model.Tests.Histograms;

public sealed class ClassicBucketCollectorTests
{
    private readonly ClassicBucketCollector collector = new();

    [Fact]
    public void A_bucket_that_comes_again_is_ignored()
    {
        collector.SetBucket(1, 2);
        Assert.True(collector.SetBucket(1, 7));
        collector.SetBucket(double.PositiveInfinity, 2);
        Assert.True(collector.SetBucket(1, 7));

        Assert.Equal("{count:2, sum:0, [-Inf,1]:2}", collector.Convert()?.ToString());
    }

    [Fact]
    public void A_bucket_may_come_late()
    {
        collector.SetBucket(3, 5);
        collector.SetBucket(1, 1.5);

        Assert.Equal("{count:5, sum:0, [-Inf,1]:1.5, (1,3]:3.5}", collector.Convert()?.ToString());
    }

    [Theory]
    [InlineData(1, 3, 2, 2, "count is not cumulative: 2 < 3")]
    [InlineData(2, 3, 1, 4, "count is not cumulative: 4 > 3")]
    [InlineData(1, 3, double.NaN, 4, "bucket boundary must not be NaN")]
    [InlineData(1, 3, 2, -4.5, "bucket count must be non-negative: le=2, count=-4.5")]
    public void The_first_error_stays(double bound, double count, double nextBound, double nextCount, string error)
    {
        collector.SetBucket(bound, count);

        Assert.False(collector.SetBucket(nextBound, nextCount));
        Assert.False(collector.SetCount(-1));
        Assert.False(collector.SetSum(1));
        Assert.Null(collector.Convert());
        Assert.Equal(error, collector.Error);

        collector.Clear();
        Assert.True(collector.IsEmpty);
        Assert.NotNull(collector.Convert());
    }

    [Theory]
    [InlineData(4, 3, "count mismatch: count=4 != le=+Inf count=3")]
    [InlineData(4.5, 3, "count mismatch: count=4.5 != le=+Inf count=3")]
    public void The_highest_bucket_has_all_observations(double count, double highest, string error)
    {
        collector.SetCount(count);
        collector.SetBucket(double.PositiveInfinity, highest);

        Assert.Null(collector.Convert());
        Assert.Equal(error, collector.Error);
    }

    [Fact]
    public void A_count_beyond_whole_numbers_stays_a_float()
    {
        collector.SetBucket(1, 9_223_372_036_854_775_808.0);

        Assert.IsType<FloatHistogram>(collector.Convert());
    }

    [Theory]
    [InlineData("http_bucket", ClassicSeriesPart.Bucket, "http")]
    [InlineData("http_sum", ClassicSeriesPart.Sum, "http")]
    [InlineData("http_count", ClassicSeriesPart.Count, "http")]
    [InlineData("http_created", ClassicSeriesPart.None, "http_created")]
    public void A_name_says_what_its_series_is(string name, ClassicSeriesPart part, string histogramName)
    {
        Assert.Equal(part, ClassicSeriesName.Split(Encoding.UTF8.GetBytes(name), out var found));
        Assert.Equal(histogramName, Encoding.UTF8.GetString(found));
    }

    [Fact]
    public void The_series_of_a_histogram_make_it_again()
    {
        collector.SetBucket(0.5, 3);
        collector.SetBucket(1, 3);
        collector.SetBucket(1e6, 8);
        collector.SetCount(9);
        collector.SetSum(2.25);
        var histogram = collector.Convert()!;
        var again = new ClassicBucketCollector();

        var labels = Labels.From(("__name__", "h"), ("a", "b"));
        Assert.True(ClassicSeries.TryExpand(histogram.ToFloat(), labels, Set, out _));

        Assert.True(histogram.IsIdenticalTo(again.Convert()));
        Assert.False(ClassicSeries.TryExpand(histogram, Labels.From(("a", "b")), Set, out var error));
        Assert.Equal("metric name label '__name__' is missing", error);

        void Set(Labels series, double value)
        {
            Assert.Equal("b", series.Get("a"));
            switch (series.MetricName)
            {
                case "h_bucket":
                    again.SetBucket(Bound(series.Get("le")), value);
                    break;
                case "h_count":
                    again.SetCount(value);
                    break;
                default:
                    again.SetSum(value);
                    break;
            }
        }

        static double Bound(string text) => text switch
        {
            "0.5" => 0.5,
            "1.0" => 1,
            "1e+06" => 1e6,
            "+Inf" => double.PositiveInfinity,
            _ => throw new FormatException(text),
        };
    }
}
