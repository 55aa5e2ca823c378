using Belfry.Model.Histograms;
using Belfry.Testing;
using Xunit;

namespace Belfry.Model.Tests.Histograms;

public sealed class HistogramEqualityTests
{
    [Fact]
    public void Empty_spans_are_nothing()
    {
        var plain = Of(new BucketSpan(1, 2), new BucketSpan(5, 1));
        var padded = Of(
            new BucketSpan(1, 0), new BucketSpan(0, 2),
            new BucketSpan(2, 0), new BucketSpan(3, 1), new BucketSpan(9, 0));

        Assert.True(plain.IsIdenticalTo(padded));
        Assert.True(padded.IsIdenticalTo(plain));
        Assert.False(plain.IsIdenticalTo(Of(new BucketSpan(1, 2), new BucketSpan(4, 1))));
        Assert.False(plain.IsIdenticalTo(Of(new BucketSpan(1, 1), new BucketSpan(0, 1), new BucketSpan(5, 1))));
        Assert.False(plain.IsIdenticalTo(null));
    }

    [Fact]
    public void A_stale_sum_equals_itself_and_no_other_NaN()
    {
        var stale = new FloatHistogram { Sum = StaleMarker.Value };

        Assert.True(stale.IsIdenticalTo(new FloatHistogram { Sum = StaleMarker.Value }));
        Assert.False(stale.IsIdenticalTo(new FloatHistogram { Sum = StaleMarker.NormalNaN }));
        Assert.True(new IntegerHistogram { Sum = StaleMarker.Value }.ToFloat().IsStale);
    }

    [Fact]
    public void Custom_bounds_count_only_where_they_are_used()
    {
        var exponential = new FloatHistogram { CustomValues = [1] };
        var custom = new FloatHistogram { Schema = NativeHistogram.CustomBucketsSchema, CustomValues = [1] };
        var other = new FloatHistogram { Schema = NativeHistogram.CustomBucketsSchema, CustomValues = [2] };

        Assert.True(exponential.IsIdenticalTo(new FloatHistogram()));
        Assert.False(custom.IsIdenticalTo(other));
    }

    [Fact]
    public void The_two_kinds_are_never_identical()
    {
        NativeHistogram whole = new IntegerHistogram();

        Assert.False(whole.IsIdenticalTo(new FloatHistogram()));
        Assert.True(whole.IsIdenticalTo(new IntegerHistogram()));
    }

    [Fact]
    public void A_float_form_has_the_same_buckets()
    {
        var seed = new Seed(21);
        for (var round = 0; round < 500; round++)
        {
            var histogram = RandomHistograms.Integer(seed.Random);

            Assert.Equal(histogram.ToString(), histogram.ToFloat().ToString());
        }
    }

    [Fact]
    public void Another_hint_is_the_same_data()
    {
        var histogram = RandomHistograms.Integer(new Seed(22).Random);
        var gauge = ((NativeHistogram)histogram).WithHint(CounterResetHint.Gauge);

        Assert.Equal(CounterResetHint.Gauge, gauge.CounterResetHint);
        Assert.True(gauge.IsIdenticalTo(histogram));
        Assert.Same(histogram, histogram.WithHint(CounterResetHint.Unknown));
        Assert.Equal(CounterResetHint.Gauge, gauge.ToFloat().WithHint(CounterResetHint.Gauge).CounterResetHint);
    }

    private static FloatHistogram Of(params BucketSpan[] spans) =>
        new() { PositiveSpans = spans, PositiveBuckets = [1, 2, 3] };
}
