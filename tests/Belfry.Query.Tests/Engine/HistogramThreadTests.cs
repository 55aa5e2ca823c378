using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Testing;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Query.Tests.Engine;

/// <summary>Enough steps that several threads compute an answer with native histograms.</summary>
public sealed class HistogramThreadTests
{
    private readonly Seed seed = new(12);
    private readonly MemorySeriesSource store;

    public HistogramThreadTests() => store = SampleStore.Make(seed);

    [Theory]
    [InlineData("nh")]
    [InlineData("sum(nh)")]
    [InlineData("avg by (job) (rate(nh[2m]))")]
    [InlineData("sum(nhcb)")]
    [InlineData("nh + on (id) nhcb")]
    [InlineData("nh or g")]
    [InlineData("topk(2, {__name__=~\"nh|g\"})")]
    [InlineData("histogram_quantile(0.3, rate(nh[1m]))")]
    [InlineData("histogram_count(sum(nh))")]
    [InlineData("avg_over_time(nh[1m])")]
    public void Threads_show_neither_in_histograms_nor_in_remarks(string query)
    {
        var one = Ask(query, new QueryEngineOptions { Parallelism = 1 });
        var many = Ask(query, new QueryEngineOptions { Parallelism = 4, BlockValuesMax = 1 });

        Assert.Equal(Describe(one), Describe(many));
        Assert.Equal(one.Warnings, many.Warnings);
        Assert.Equal(one.Infos, many.Infos);
        Assert.Equal(one.Statistics.TotalQueryableSamples, many.Statistics.TotalQueryableSamples);
    }

    private QueryResult Ask(string query, QueryEngineOptions options)
    {
        using var engine = new QueryEngine(
            store, options with { Features = PromQLFeatures.All }, new ManualClock());
        var result = engine.Evaluate(
            new QueryRequest
            {
                Expression = query,
                Start = new TimestampMs(0),
                End = new TimestampMs(SampleStore.Samples * SampleStore.StepMs),
                Step = TimeSpan.FromMilliseconds(300),
            },
            TestContext.Current.CancellationToken);
        Assert.True(result.Failure is null, $"{seed}: {result.Failure?.Message}");
        return result;
    }

    private static IEnumerable<string> Describe(QueryResult result) =>
        ((MatrixValue)result.Value!).Series.Select(series =>
            $"{series.Labels} {series.Values.Length} {series.Histograms.Length} "
            + string.Join(' ', series.Values.ToArray().Select(value => value.ToString("R", null)))
            + string.Join(' ', series.Histograms.ToArray().Select(histogram => histogram.ToString())));
}
