using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Testing;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Query.Tests.Engine;

/// <summary>
/// The value at a step is the same to the last bit whichever other steps are asked for: results are taken over from
/// earlier queries (docs/adr/0014-result-reuse.md).
/// </summary>
public sealed class StepIndependenceTests
{
    private const int StepMs = 10_000;
    private const int StepCount = 100;

    private readonly MemorySeriesSource store = new();

    public StepIndependenceTests()
    {
        // Series come and go, so that the ones found first are others wherever a query begins.
        var random = new Seed(7).Random;
        for (var id = 0; id < 150; id++)
        {
            var labels = Labels.From(
                ("__name__", id % 3 == 0 ? "x" : "y"),
                ("group", $"{random.Next(9)}"),
                ("id", $"{id:000}"),
                ("other", $"{random.Next(40):00}"));
            var first = random.Next(-50, 80);
            for (var step = Math.Max(0, first); step < Math.Min(StepCount, first + 50); step++)
            {
                store.Add(labels, new TimestampMs(step * StepMs), random.NextDouble() * Math.Pow(10, random.Next(-3, 9)));
            }
        }
    }

    [Theory]
    [InlineData("stddev(sum by (group) (x))")]
    [InlineData("stddev(sum by (other) (y))")]
    [InlineData("stddev(avg without (id, group) ({__name__=~\"x|y\"}))")]
    [InlineData("stdvar(sum_over_time({__name__=~\"x|y\"}[55s]))")]
    [InlineData("stddev(avg without (id) (rate(y[1m])))")]
    [InlineData("stddev(label_join(x, \"group\", \"-\", \"other\", \"id\"))")]
    [InlineData("stddev(x or y)")]
    [InlineData("stddev(x * on (id) group_left () x)")]
    [InlineData("stddev(count_values(\"v\", floor(x)) / 3.3)")]
    [InlineData("stddev(sort(x))")]
    [InlineData("stddev(topk by (group) (2, x))")]
    [InlineData("stddev(limitk by (other) (2, y))")]
    [InlineData("sum by (other) (stddev by (group, other) (y))")]
    [InlineData("stddev(max_over_time(sum by (group) (x)[35s:7s]))")]
    [InlineData("stdvar(histogram_quantile(0.3, label_replace(y, \"le\", \"$1\", \"other\", \"(.*)\")))")]
    [InlineData("stddev(deriv(y[2m]))")]
    [InlineData("quantile(0.3, double_exponential_smoothing(y[90s], 0.3, 0.4))")]
    [InlineData("stddev(predict_linear(x[1m], 60) + on (id) fill(1) x)")]
    public void A_step_does_not_depend_on_the_others(string query)
    {
        var whole = Points(query, 0, StepCount);
        Assert.NotEmpty(whole);
        foreach (var (first, count) in new[] { (0, 1), (10, 60), (50, 50), (83, 2), (99, 1) })
        {
            var expected = whole.Where(point => point.Key.TimeMs >= first * StepMs
                && point.Key.TimeMs < (first + count) * StepMs);
            Assert.Equal(expected, Points(query, first, count));
        }
    }

    private SortedDictionary<(long TimeMs, string Labels), long> Points(string query, int first, int count)
    {
        using var engine = new QueryEngine(
            store, new QueryEngineOptions { Features = PromQLFeatures.All }, new ManualClock());
        var result = engine.Evaluate(
            new QueryRequest
            {
                Expression = query,
                Start = new TimestampMs(first * StepMs),
                End = new TimestampMs((first + count - 1) * StepMs),
                Step = TimeSpan.FromMilliseconds(StepMs),
            },
            CancellationToken.None);
        Assert.True(result.Failure is null, result.Failure?.Message);
        var points = new SortedDictionary<(long, string), long>();
        foreach (var series in ((MatrixValue)result.Value!).Series)
        {
            for (var index = 0; index < series.Values.Length; index++)
            {
                points[(series.TimestampsMs.Span[index], series.Labels.ToString())] =
                    BitConverter.DoubleToInt64Bits(series.Values.Span[index]);
            }
        }

        return points;
    }
}
