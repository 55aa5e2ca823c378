using Belfry.Model.Histograms;
using Belfry.Testing;
using Xunit;

namespace Belfry.Model.Tests.Histograms;

public sealed class HistogramResetsTests
{
    [Fact]
    public void What_was_only_added_to_was_not_reset()
    {
        var seed = new Seed(41);
        for (var round = 0; round < 2000; round++)
        {
            var isCustom = round % 3 == 0;
            FloatHistogram Next() => isCustom
                ? RandomHistograms.Custom(seed.Random)
                : RandomHistograms.Float(seed.Random);
            var before = Next();
            var more = Next();
            Assert.True(before.TryAdd(more, out var after, out _));

            Assert.False(after.IsResetAfter(before), $"{seed} round {round}\n{before}\n{after}");
            Assert.False(after.Compact().IsResetAfter(before), $"{seed} round {round}\n{before}\n{after}");
        }
    }

    [Fact]
    public void A_bucket_that_fell_was_reset()
    {
        var seed = new Seed(42);
        for (var round = 0; round < 2000; round++)
        {
            var before = RandomHistograms.Integer(seed.Random, 2).ToFloat();
            var place = Array.FindIndex(before.PositiveBuckets, count => count > 0);
            if (place >= 0 && before.ZeroThreshold <= 0.001)
            {
                var fewer = (double[])before.PositiveBuckets.Clone();
                fewer[place]--;
                var after = new FloatHistogram
                {
                    Schema = 2,
                    Count = before.Count + 10,
                    ZeroCount = before.ZeroCount,
                    ZeroThreshold = before.ZeroThreshold,
                    PositiveSpans = before.PositiveSpans,
                    PositiveBuckets = fewer,
                    NegativeSpans = before.NegativeSpans,
                    NegativeBuckets = before.NegativeBuckets,
                };

                Assert.True(after.IsResetAfter(before), $"{seed} round {round}\n{before}\n{after}");
                Assert.True(after.Compact().IsResetAfter(before), $"{seed} round {round}\n{before}\n{after}");
                Assert.False(after.WithHint(CounterResetHint.NotCounterReset).IsResetAfter(before));
            }
        }
    }
}
