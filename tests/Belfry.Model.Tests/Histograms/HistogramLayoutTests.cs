using Belfry.Model.Histograms;
using Belfry.Testing;
using Xunit;

namespace Belfry.Model.Tests.Histograms;

public sealed class HistogramLayoutTests
{
    [Fact]
    public void A_compact_form_has_the_same_populated_buckets()
    {
        var seed = new Seed(11);
        for (var round = 0; round < 1000; round++)
        {
            var histogram = RandomHistograms.Integer(seed.Random);
            var emptyMax = seed.Random.Next(5);
            var compact = histogram.Compact(emptyMax);

            Assert.Equal(histogram.ToString(), compact.ToString());
            Assert.Null(compact.FindDefect());
            Assert.True(compact.IsIdenticalTo(compact.Compact(emptyMax)), $"{seed} round {round}");
            Assert.True(
                compact.ToFloat().IsIdenticalTo(histogram.ToFloat().Compact(emptyMax)), $"{seed} round {round}");
        }
    }

    [Fact]
    public void A_compact_histogram_is_its_own_compact_form()
    {
        var histogram = TestTexts.Read("{{count:2 buckets:[1 1]}}");

        Assert.Same(histogram, histogram.Compact());
        Assert.NotSame(histogram, new FloatHistogram { PositiveSpans = [new BucketSpan(3, 0)] }.Compact());
    }

    [Fact]
    public void A_reduced_resolution_keeps_counts_and_sum()
    {
        var seed = new Seed(12);
        for (var round = 0; round < 1000; round++)
        {
            var histogram = RandomHistograms.Integer(seed.Random, 4);
            var schema = seed.Random.Next(-4, 4);
            var reduced = histogram.ToSchema(schema);

            Assert.Equal(
                (schema, histogram.Count, histogram.Sum, histogram.ZeroCount),
                (reduced.Schema, reduced.Count, reduced.Sum, reduced.ZeroCount));
            Assert.Null(reduced.FindDefect());
            Assert.True(reduced.ToFloat().IsIdenticalTo(histogram.ToFloat().ToSchema(schema)), $"{seed} {round}");
            Assert.True(reduced.IsIdenticalTo(histogram.ToSchema(schema + 1).ToSchema(schema)), $"{seed} {round}");
        }
    }

    [Fact]
    public void A_reserved_schema_is_reduced_to_one_that_can_be_stored()
    {
        var histogram = new IntegerHistogram
        {
            Schema = 52, Count = 3, PositiveSpans = [new BucketSpan(1 << 30, 2)], PositiveDeltas = [1, 1],
        };

        Assert.Equal("{count:3, sum:0, (1,1.0027112750502025]:3}", histogram.LimitSchema(8)?.ToString());
        Assert.Equal(HistogramSchema.InvalidText(52), histogram.FindDefect());
    }

    [Fact]
    public void A_limit_of_buckets_takes_the_finest_schema_that_keeps_it()
    {
        var histogram = TestTexts.Read("{{schema:2 count:8 buckets:[1 1 1 1 1 1 1 1]}}");

        Assert.Same(histogram, histogram.LimitBuckets(8));
        Assert.Equal("{{count:8 buckets:[1 4 3]}}", ((FloatHistogram)histogram.LimitBuckets(4)!).ToTestText());
        Assert.Null(histogram.LimitBuckets(0));
        Assert.Null(TestTexts.Read("{{schema:-53 count:2 custom_values:[1] buckets:[1 1]}}").LimitBuckets(1));
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(1.002, 8)]
    [InlineData(1.1, 2)]
    [InlineData(2, 0)]
    [InlineData(4, -1)]
    [InlineData(1e300, -4)]
    [InlineData(double.NaN, 8)]
    public void A_growth_factor_means_a_schema(double factor, int schema) =>
        Assert.Equal(schema, HistogramSchema.ForGrowthFactor(factor));

    [Fact]
    public void Invalid_spans_are_not_reduced()
    {
        var histogram = new FloatHistogram
        {
            Schema = 2, PositiveSpans = [new BucketSpan(0, 2)], PositiveBuckets = [1],
        };

        Assert.False(histogram.TryReduceResolution(1, out _, out var tooFew));
        Assert.False(histogram.TryReduceResolution(2, out _, out var notCoarser));
        Assert.Equal(
            "have 1 buckets but spans need more: histogram spans specify different number of buckets than provided",
            tooFew);
        Assert.Equal("cannot reduce resolution from schema 2 to 2", notCoarser);
    }

    [Fact]
    public void Reversed_buckets_are_the_buckets_reversed()
    {
        var seed = new Seed(13);
        for (var round = 0; round < 300; round++)
        {
            var histogram = RandomHistograms.Float(seed.Random);
            var positive = new List<HistogramBucket<double>>();
            var reversed = new List<HistogramBucket<double>>();
            var all = new List<HistogramBucket<double>>();
            var allReversed = new List<HistogramBucket<double>>();
            foreach (var bucket in histogram.EnumeratePositive())
            {
                positive.Add(bucket);
            }

            foreach (var bucket in histogram.EnumeratePositiveReversed())
            {
                reversed.Insert(0, bucket);
            }

            foreach (var bucket in histogram.EnumerateAll())
            {
                all.Add(bucket);
            }

            foreach (var bucket in histogram.EnumerateAllReversed())
            {
                allReversed.Insert(0, bucket);
            }

            Assert.Equal(positive, reversed);
            Assert.Equal(all, allReversed);
            Assert.Equal(histogram.Count, all.Sum(bucket => bucket.Count));
        }
    }

    [Fact]
    public void Walking_over_buckets_allocates_nothing()
    {
        var histogram = RandomHistograms.Integer(new Seed(14).Random, 2);
        var floats = histogram.ToFloat();
        var total = Walk(histogram, floats);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var again = Walk(histogram, floats);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(total, again);
    }

    private static double Walk(IntegerHistogram histogram, FloatHistogram floats)
    {
        var total = 0.0;
        foreach (var bucket in histogram.EnumeratePositive())
        {
            total += bucket.Count;
        }

        foreach (var bucket in floats.EnumerateAll())
        {
            total += bucket.Count + bucket.Upper;
        }

        return total;
    }
}
