using Belfry.Model.Histograms;
using Belfry.Query.Engine;
using Xunit;

namespace Belfry.Query.Tests.Engine;

public sealed class HistogramTotalTests
{
    [Fact]
    public void An_average_survives_a_sum_that_overflows()
    {
        var total = new HistogramTotal(Of(1.5e308), isAverage: true);
        Assert.True(total.TryAdd(Of(1.5e308)));
        Assert.True(total.TryAdd(Of(0)));

        Assert.Equal(1e308, total.Result().Count, 1e294);
    }

    [Fact]
    public void What_rounding_loses_is_added_in_the_end()
    {
        var total = new HistogramTotal(Of(1), isAverage: false);
        Assert.True(total.TryAdd(Of(1e100)));
        Assert.True(total.TryAdd(Of(1)));
        Assert.True(total.TryAdd(Of(-1e100)));

        Assert.Equal(2, total.Result().Count);
    }

    [Fact]
    public void Exponential_and_custom_buckets_do_not_add_up()
    {
        var total = new HistogramTotal(Of(1), isAverage: false);

        Assert.False(total.TryAdd(new FloatHistogram { Schema = NativeHistogram.CustomBucketsSchema }));
        Assert.True(total.IsIncompatible);
    }

    [Fact]
    public void A_reset_and_none_are_a_conflict_wherever_they_stand()
    {
        var total = new HistogramTotal(Of(1).WithHint(CounterResetHint.NotCounterReset), isAverage: true);
        Assert.True(total.TryAdd(Of(1)));
        Assert.False(total.HasConflict);
        Assert.True(total.TryAdd(Of(1).WithHint(CounterResetHint.CounterReset)));

        Assert.True(total.HasConflict);
    }

    [Fact]
    public void A_histogram_alone_is_its_own_total()
    {
        var only = Of(3);

        Assert.Same(only, new HistogramTotal(only, isAverage: true).Result());
    }

    private static FloatHistogram Of(double count) => new() { Count = count };
}
