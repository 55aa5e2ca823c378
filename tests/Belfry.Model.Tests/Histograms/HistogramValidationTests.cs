using Belfry.Model.Histograms;
using Belfry.Testing;
using Xunit;

namespace Belfry.Model.Tests.Histograms;

public sealed class HistogramValidationTests
{
    [Theory]
    [InlineData("{{count:-1.5}}", "observation count is  -1.5: histogram's observation count is negative")]
    [InlineData(
        "{{z_bucket:-2}}",
        "zero bucket has observation count of -2: histogram has a bucket whose observation count is negative")]
    [InlineData(
        "{{n_buckets:[1 -0.5]}}",
        "negative side: bucket number 2 has observation count of -0.5: "
        + "histogram has a bucket whose observation count is negative")]
    [InlineData("{{custom_values:[1]}}", "histogram with exponential schema must not have custom bounds")]
    [InlineData("{{schema:-53 z_bucket_w:1}}", "custom buckets: must have zero threshold of 0")]
    [InlineData("{{schema:-53 n_buckets:[1]}}", "custom buckets: must not have negative spans")]
    [InlineData(
        "{{schema:-53 custom_values:[1 1]}}",
        "custom buckets: previous bound is 1.000000 and current is 1.000000: "
        + "histogram custom bounds must be in strictly increasing order")]
    [InlineData("{{count:1 z_bucket:7}}", null)]
    public void A_defect_of_a_float_histogram_is_named(string text, string? defect) =>
        Assert.Equal(defect, TestTexts.Read(text).FindDefect());

    [Theory]
    [InlineData(9)]
    [InlineData(-5)]
    [InlineData(-54)]
    public void A_schema_that_cannot_be_stored_is_a_defect(int schema)
    {
        NativeHistogram histogram = new IntegerHistogram { Schema = schema };

        Assert.Equal(HistogramSchema.InvalidText(schema), histogram.FindDefect());
        Assert.False(HistogramSchema.IsValid(schema));
        Assert.Equal(schema != -54, HistogramSchema.IsKnown(schema));
    }

    [Fact]
    public void Observations_of_NaN_are_in_no_bucket()
    {
        var spans = new[] { new BucketSpan(0, 1) };

        Assert.Null(Of(double.NaN, count: 3).FindDefect());
        Assert.EndsWith("(in absence of NaN)", Of(1, count: 3).FindDefect(), StringComparison.Ordinal);
        Assert.EndsWith("found in the buckets", Of(double.NaN, count: 1).FindDefect(), StringComparison.Ordinal);

        IntegerHistogram Of(double sum, ulong count) =>
            new() { Sum = sum, Count = count, PositiveSpans = spans, PositiveDeltas = [2] };
    }

    [Fact]
    public void Any_histogram_is_either_valid_or_has_a_defect()
    {
        var seed = new Seed(31);
        var valid = 0;
        for (var round = 0; round < 20_000; round++)
        {
            NativeHistogram histogram = Arbitrary(seed.Random);
            if (histogram.FindDefect() is null)
            {
                // What is valid can be worked with.
                valid++;
                Assert.NotEmpty(histogram.ToString()!);
                Assert.NotNull(histogram.ToFloat().Compact(3).ToString());
            }

            histogram.LimitBuckets(1);
        }

        Assert.True(valid > 100, $"{seed}: {valid} valid");
    }

    private static NativeHistogram Arbitrary(Random random)
    {
        int[] schemas = [-53, -53, -53, 0, 1, 8, -4, 9, 60, int.MinValue];
        var schema = schemas[random.Next(schemas.Length)];
        var spans = Enumerable.Range(0, random.Next(3))
            .Select(_ => new BucketSpan(random.Next(-1, 3), random.Next(9) == 0 ? uint.MaxValue : (uint)random.Next(3)))
            .ToArray();
        var counts = Enumerable.Range(0, random.Next(5)).Select(_ => (long)random.Next(-1, 3)).ToArray();
        double[] bounds = schema == -53 ? [-1, 0, random.Next(4), 5] : [];
        return random.Next(2) == 0
            ? new FloatHistogram
            {
                Schema = schema,
                Count = 4,
                PositiveSpans = spans,
                PositiveBuckets = [.. counts.Select(count => (double)count)],
                CustomValues = bounds,
            }
            : new IntegerHistogram
            {
                Schema = schema,
                Count = (ulong)random.Next(3),
                PositiveSpans = spans,
                PositiveDeltas = counts,
                CustomValues = bounds,
            };
    }
}
