using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Query.Engine;
using Belfry.Query.Engine.Operators;
using Belfry.Storage.Contracts;
using Xunit;

namespace Belfry.Query.Tests.Engine;

public sealed class HistogramTotalsTests
{
    [Fact]
    public void A_reset_that_only_a_bucket_shows_is_told_by_the_hint()
    {
        using var columns = new SampleColumns();
        columns.Add(10, Of(1, 2));
        columns.Add(20, Of(2, 1));
        columns.Add(30, Of(2, 2));
        Reduce(columns, new StepGrid(30, 1, 1), rangeMs: 30);

        Assert.Equal(
            [CounterResetHint.Unknown, CounterResetHint.CounterReset, CounterResetHint.NotCounterReset],
            Hints(columns));
        var histograms = columns.Histograms.ToArray().Cast<FloatHistogram>().ToList();
        Assert.All(histograms, histogram => Assert.Empty(histogram.PositiveBuckets));
        Assert.Equal([3, 3, 4], histograms.Select(histogram => histogram.Count));
    }

    [Fact]
    public void What_storage_knows_is_believed()
    {
        using var columns = new SampleColumns();
        columns.Add(10, Of(5, 5));
        columns.Add(20, Of(1, 1).WithHint(CounterResetHint.NotCounterReset));
        columns.Add(30, Of(9, 9).WithHint(CounterResetHint.Gauge));
        Reduce(columns, new StepGrid(30, 1, 1), rangeMs: 30);

        Assert.Equal(
            [CounterResetHint.Unknown, CounterResetHint.NotCounterReset, CounterResetHint.Gauge], Hints(columns));
    }

    [Fact]
    public void A_sample_behind_a_gap_between_ranges_has_nothing_to_be_compared_with()
    {
        using var columns = new SampleColumns();
        columns.Add(10, Of(5, 5));
        columns.Add(50, Of(2, 2));
        columns.Add(110, Of(1, 1));
        Reduce(columns, new StepGrid(10, 100, 2), rangeMs: 5);

        Assert.Equal(CounterResetHint.Unknown, Hints(columns)[2]);
    }

    [Fact]
    public void Floats_and_stale_markers_stay_and_do_not_interrupt()
    {
        using var columns = new SampleColumns();
        columns.Add(10, Of(5, 5));
        columns.Add(20, 7);
        columns.Add(25, new FloatHistogram { Sum = StaleMarker.Value });
        columns.Add(30, Of(1, 1));
        Reduce(columns, new StepGrid(30, 1, 1), rangeMs: 30);

        Assert.Equal(CounterResetHint.CounterReset, columns.Histograms[3]!.CounterResetHint);
        Assert.Null(columns.Histograms[1]);
        Assert.True(columns.Histograms[2]!.IsStale);
    }

    private static void Reduce(SampleColumns columns, StepGrid grid, long rangeMs)
    {
        using var evaluation = new Evaluation(
            new QueryEngineOptions(),
            QueryRequest.Instant("", new TimestampMs(0)),
            grid,
            TimeProvider.System,
            TestContext.Current.CancellationToken);
        using var workspace = new Workspace(evaluation);
        HistogramTotals.Reduce(columns, new RangeWindow(grid, rangeMs, 0, null), rangeMs, workspace);
    }

    private static CounterResetHint[] Hints(SampleColumns columns) =>
        [.. columns.Histograms.ToArray().Select(histogram => histogram!.CounterResetHint)];

    private static FloatHistogram Of(params double[] counts) => new()
    {
        Count = counts.Sum(),
        PositiveSpans = [new BucketSpan(0, (uint)counts.Length)],
        PositiveBuckets = counts,
    };
}
