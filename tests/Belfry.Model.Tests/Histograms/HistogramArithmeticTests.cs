using Belfry.Model.Histograms;
using Belfry.Testing;
using Xunit;

namespace Belfry.Model.Tests.Histograms;

public sealed class HistogramArithmeticTests
{
    [Fact]
    public void Addition_commutes()
    {
        var seed = new Seed(1);
        for (var round = 0; round < 2000; round++)
        {
            var (left, right) = Pair(seed.Random);

            Assert.True(Sum(left, right).IsIdenticalTo(Sum(right, left)), $"{seed} round {round}\n{left}\n{right}");
        }
    }

    [Fact]
    public void Subtraction_undoes_addition()
    {
        var seed = new Seed(2);
        for (var round = 0; round < 2000; round++)
        {
            // A sum with a wider zero bucket or coarser buckets cannot be undone: who tells apart what they hold?
            var left = RandomHistograms.Integer(seed.Random, 1).ToFloat();
            var right = RandomHistograms.Integer(seed.Random, 1).ToFloat();
            if (left.ZeroThreshold == right.ZeroThreshold)
            {
                Assert.True(Sum(left, right).TrySubtract(right, out var difference, out _));

                Assert.True(
                    left.Compact().IsIdenticalTo(difference.Compact()), $"{seed} round {round}\n{left}\n{right}");
            }
        }
    }

    [Fact]
    public void A_compensated_sum_of_whole_counts_is_the_plain_sum()
    {
        var seed = new Seed(3);
        for (var round = 0; round < 500; round++)
        {
            var isCustom = round % 2 == 0;
            FloatHistogram Next() => isCustom
                ? RandomHistograms.Custom(seed.Random)
                : RandomHistograms.Float(seed.Random);
            var plain = Next();
            var compensated = new HistogramAccumulator(plain);
            for (var term = 0; term < 5; term++)
            {
                var other = Next();
                plain = Sum(plain, other);
                Assert.True(compensated.TryAdd(other, out _));
            }

            Assert.True(plain.IsIdenticalTo(compensated.ToHistogram().Compact()), $"{seed} round {round}");
        }
    }

    [Fact]
    public void A_compensated_sum_keeps_what_rounding_would_take()
    {
        var large = TestTexts.Read("{{count:1e16 sum:1e16 z_bucket:1e16 buckets:[1e16]}}");
        var small = TestTexts.Read("{{count:1 sum:1 z_bucket:1 buckets:[1 1]}}");
        var sum = new HistogramAccumulator(large);

        sum.TryAdd(small, out _);
        sum.TryAdd(large.Multiply(-1), out _);

        Assert.Equal(
            "{{count:1 sum:1 z_bucket:1 counter_reset_hint:gauge buckets:[1 1]}}", sum.ToHistogram().ToTestText());
    }

    [Fact]
    public void A_copied_sum_goes_its_own_way()
    {
        var one = TestTexts.Read("{{count:1 sum:1 buckets:[1]}}");
        var sum = new HistogramAccumulator(one);
        var copy = sum.Copy();

        copy.TryAdd(one, out _);
        copy.Multiply(1e308);
        copy.TryAdd(copy.ToHistogram(), out _);

        Assert.True(copy.HasOverflow);
        Assert.False(sum.HasOverflow);
        Assert.Equal(one.ToTestText(), sum.ToHistogram().ToTestText());
    }

    [Fact]
    public void Exponential_and_custom_buckets_are_not_added()
    {
        var exponential = TestTexts.Read("{{count:1 buckets:[1]}}");
        var custom = TestTexts.Read("{{schema:-53 count:1 custom_values:[1] buckets:[1]}}");
        var sum = new HistogramAccumulator(custom);

        Assert.False(exponential.TryAdd(custom, out var plain, out _));
        Assert.False(sum.TryAdd(exponential, out _));
        Assert.Null(plain);
        Assert.Equal(custom.ToTestText(), sum.ToHistogram().ToTestText());
    }

    [Theory]
    [InlineData("reset", "reset", "reset", HistogramRemarks.None)]
    [InlineData("reset", "not_reset", null, HistogramRemarks.CounterResetCollision)]
    [InlineData("not_reset", "reset", null, HistogramRemarks.CounterResetCollision)]
    [InlineData("gauge", "reset", "gauge", HistogramRemarks.None)]
    [InlineData("not_reset", "gauge", "gauge", HistogramRemarks.None)]
    [InlineData("unknown", "reset", null, HistogramRemarks.None)]
    [InlineData("not_reset", "unknown", null, HistogramRemarks.None)]
    public void A_collision_of_hints_is_remarked(string left, string right, string? result, HistogramRemarks remarks)
    {
        Assert.True(TestTexts.Read($"{{{{count:1 counter_reset_hint:{left}}}}}")
            .TryAdd(TestTexts.Read($"{{{{count:1 counter_reset_hint:{right}}}}}"), out var sum, out var actual));

        Assert.Equal(remarks, actual);
        Assert.Equal($"{{{{count:2{(result is null ? "" : " counter_reset_hint:" + result)}}}}}", sum.ToTestText());
    }

    [Fact]
    public void A_zero_bucket_grows_to_the_end_of_a_populated_bucket()
    {
        var narrow = TestTexts.Read("{{count:10 z_bucket:1 z_bucket_w:0.001 buckets:[2 3 4]}}");
        var wide = TestTexts.Read("{{count:5 z_bucket:5 z_bucket_w:0.75}}");

        Assert.Equal("{{count:15 z_bucket:8 z_bucket_w:1 offset:1 buckets:[3 4]}}", Sum(narrow, wide).ToTestText());
        Assert.Equal("{{count:15 z_bucket:8 z_bucket_w:1 offset:1 buckets:[3 4]}}", Sum(wide, narrow).ToTestText());
    }

    [Fact]
    public void What_is_in_the_zero_bucket_is_counted_once_when_resolutions_differ()
    {
        var fine = TestTexts.Read("{{count:5 z_bucket_w:0.001 offset:1 buckets:[5]}}");
        var coarse = TestTexts.Read("{{schema:-1 count:1 z_bucket:1 z_bucket_w:2}}");

        Assert.Equal("{{schema:-1 count:6 z_bucket:6 z_bucket_w:2}}", Sum(coarse, fine).ToTestText());
        Assert.Equal("{{schema:-1 count:6 z_bucket:6 z_bucket_w:2}}", Sum(fine, coarse).ToTestText());
        Assert.False(Sum(fine, coarse).IsResetAfter(fine));
    }

    [Fact]
    public void A_zero_threshold_that_is_no_number_ends()
    {
        var odd = TestTexts.Read("{{count:1 z_bucket:1 z_bucket_w:NaN}}");

        Assert.True(odd.TryAdd(TestTexts.Read("{{count:1 z_bucket:1 z_bucket_w:1}}"), out _, out _));
    }

    [Fact]
    public void Division_by_zero_leaves_no_buckets()
    {
        var quotient = TestTexts.Read("{{count:2 sum:0 z_bucket:1 buckets:[1]}}").Divide(0);

        Assert.Equal("{{count:+Inf sum:NaN z_bucket:+Inf}}", quotient.ToTestText());
        Assert.True(quotient.HasOverflow());
    }

    [Fact]
    public void Adding_equal_layouts_to_a_compensated_sum_allocates_nothing()
    {
        var seed = new Seed(4);
        var histogram = RandomHistograms.Float(seed.Random).Compact();
        var sum = new HistogramAccumulator(histogram);
        sum.TryAdd(histogram, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var round = 0; round < 100; round++)
        {
            sum.TryAdd(histogram, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static (FloatHistogram Left, FloatHistogram Right) Pair(Random random) => random.Next(2) == 0
        ? (RandomHistograms.Float(random), RandomHistograms.Float(random))
        : (RandomHistograms.Custom(random), RandomHistograms.Custom(random));

    private static FloatHistogram Sum(FloatHistogram left, FloatHistogram right)
    {
        Assert.True(left.TryAdd(right, out var sum, out _));
        return sum.Compact();
    }
}
