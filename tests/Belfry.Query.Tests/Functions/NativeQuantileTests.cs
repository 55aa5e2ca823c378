using Belfry.Model.Histograms;
using Belfry.Query.Functions;
using Belfry.Testing;
using Xunit;

namespace Belfry.Query.Tests.Functions;

public sealed class NativeQuantileTests
{
    private static readonly FloatHistogram Custom = new()
    {
        Schema = NativeHistogram.CustomBucketsSchema,
        Count = 10,
        Sum = 20,
        PositiveSpans = [new BucketSpan(0, 3)],
        PositiveBuckets = [4, 4, 2],
        CustomValues = [1, 2],
    };

    [Fact]
    public void A_share_up_to_a_quantile_is_that_quantile()
    {
        var seed = new Seed(5);
        for (var round = 0; round < 500; round++)
        {
            var histogram = Random(seed);
            var q = seed.Random.NextDouble();
            var value = NativeQuantile.Of(q, histogram, out var effect);
            var share = NativeFraction.Of(double.NegativeInfinity, value, histogram, out _);

            Assert.Equal(NaNEffect.None, effect);
            Assert.True(Math.Abs(share - q) < 1e-9, $"{seed}: {share} instead of {q} in {histogram}");
        }
    }

    [Fact]
    public void Quantiles_rise()
    {
        var seed = new Seed(6);
        for (var round = 0; round < 100; round++)
        {
            var histogram = Random(seed);
            var before = double.NegativeInfinity;
            for (var q = 0.0; q <= 1; q += 0.01)
            {
                var value = NativeQuantile.Of(q, histogram, out _);
                Assert.True(value >= before - 1e-9, $"{seed}: {value} after {before} in {histogram}");
                before = value;
            }
        }
    }

    [Theory]
    [InlineData(0.2, 0.5)]
    [InlineData(0.4, 1)]
    [InlineData(0.6, 1.5)]
    [InlineData(0.9, 2)]
    [InlineData(1, 2)]
    public void Custom_buckets_are_linear_and_the_last_has_only_its_lower_bound(double q, double expected) =>
        Assert.Equal(expected, NativeQuantile.Of(q, Custom, out _), 12);

    [Fact]
    public void A_lowest_custom_bucket_below_zero_has_only_its_upper_bound()
    {
        var histogram = new FloatHistogram
        {
            Schema = NativeHistogram.CustomBucketsSchema,
            Count = 2,
            PositiveSpans = [new BucketSpan(0, 2)],
            PositiveBuckets = [1, 1],
            CustomValues = [-3, 4],
        };

        Assert.Equal(-3, NativeQuantile.Of(0.1, histogram, out _));
        Assert.Equal(0.5, NativeFraction.Of(double.NegativeInfinity, -3, histogram, out _));
    }

    [Theory]
    [InlineData(0.9, double.NaN, (int)NaNEffect.IsResult)]
    [InlineData(0.4, 2, (int)NaNEffect.Skews)]
    public void Observations_of_NaN_count_as_the_highest(double q, double expected, int effect)
    {
        var histogram = new FloatHistogram
        {
            Count = 5,
            Sum = double.NaN,
            PositiveSpans = [new BucketSpan(1, 1)],
            PositiveBuckets = [2],
        };

        Assert.Equal(expected, NativeQuantile.Of(q, histogram, out var found), 12);
        Assert.Equal((NaNEffect)effect, found);
        Assert.Equal(0.4, NativeFraction.Of(1, 2, histogram, out found));
        Assert.Equal(NaNEffect.Excluded, found);
    }

    [Fact]
    public void Limits_and_nothing()
    {
        Assert.Equal(double.NegativeInfinity, NativeQuantile.Of(-0.1, Custom, out _));
        Assert.Equal(double.PositiveInfinity, NativeQuantile.Of(1.1, Custom, out _));
        Assert.True(double.IsNaN(NativeQuantile.Of(double.NaN, Custom, out _)));
        Assert.True(double.IsNaN(NativeQuantile.Of(0.5, new FloatHistogram(), out _)));
        Assert.True(double.IsNaN(NativeFraction.Of(0, 1, new FloatHistogram(), out _)));
        Assert.True(double.IsNaN(NativeFraction.Of(0, double.NaN, Custom, out _)));
        Assert.Equal(0, NativeFraction.Of(1, 1, Custom, out _));
    }

    private static FloatHistogram Random(Seed seed)
    {
        double[] positive = [.. Enumerable.Range(0, 4).Select(_ => (double)seed.Random.Next(1, 9))];
        double[] negative = [.. Enumerable.Range(0, seed.Random.Next(3)).Select(_ => (double)seed.Random.Next(1, 9))];
        var zero = seed.Random.Next(5);
        return new FloatHistogram
        {
            Schema = seed.Random.Next(-2, 5),
            Count = positive.Sum() + negative.Sum() + zero,
            Sum = 1,
            ZeroThreshold = 0.001,
            ZeroCount = zero,
            PositiveSpans = [new BucketSpan(seed.Random.Next(0, 3), (uint)positive.Length)],
            PositiveBuckets = positive,
            NegativeSpans = negative.Length == 0 ? [] : [new BucketSpan(0, (uint)negative.Length)],
            NegativeBuckets = negative,
        };
    }
}
