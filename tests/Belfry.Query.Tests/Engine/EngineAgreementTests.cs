using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Testing;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Query.Tests.Engine;

/// <summary>Answers that must be the same however they are computed.</summary>
public sealed class EngineAgreementTests
{
    private const long StartMs = 0;
    private const long EndMs = SampleStore.Samples * SampleStore.StepMs;
    private const long StepMs = 20_000;

    private readonly Seed seed = new(11);
    private readonly MemorySeriesSource store;

    public EngineAgreementTests() => store = SampleStore.Make(seed);

    public static TheoryData<string> Texts => [.. Queries.All];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_range_query_gives_at_each_step_what_an_instant_query_gives(string query)
    {
        var range = Assert.IsType<MatrixValue>(Range(query, new QueryEngineOptions()));
        for (var time = StartMs; time <= EndMs; time += StepMs)
        {
            using var engine = new QueryEngine(
                store, new QueryEngineOptions { Features = PromQLFeatures.All }, new ManualClock());
            var result = engine.Evaluate(
                QueryRequest.Instant(query, new TimestampMs(time)), TestContext.Current.CancellationToken);
            var expected = Samples(result).OrderBy(sample => sample.Key).ToList();
            var actual = At(range, time).OrderBy(sample => sample.Key).ToList();
            Assert.Equal(
                expected.Select(sample => $"{sample.Key} {Bits(sample.Value)}"),
                actual.Select(sample => $"{sample.Key} {Bits(sample.Value)}"));
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Threads_and_block_sizes_do_not_show_in_an_answer(string query)
    {
        var one = Describe(Range(query, new QueryEngineOptions { Parallelism = 1 }));
        var many = Describe(Range(query, new QueryEngineOptions { Parallelism = 5, BlockValuesMax = 1 }));
        var blocks = Describe(Range(query, new QueryEngineOptions { Parallelism = 3, BlockValuesMax = 200 }));

        Assert.Equal(one, many);
        Assert.Equal(one, blocks);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Delayed_removal_of_names_gives_the_same_answer(string query)
    {
        var atOnce = Describe(Range(query, new QueryEngineOptions()));
        var delayed = Describe(Range(query, new QueryEngineOptions { DelayedNameRemoval = true }));

        Assert.Equal(atOnce, delayed);
    }

    private QueryValue Range(string query, QueryEngineOptions options)
    {
        using var engine = new QueryEngine(
            store, options with { Features = PromQLFeatures.All }, new ManualClock());
        var result = engine.Evaluate(
            new QueryRequest
            {
                Expression = query,
                Start = new TimestampMs(StartMs),
                End = new TimestampMs(EndMs),
                Step = TimeSpan.FromMilliseconds(StepMs),
            },
            TestContext.Current.CancellationToken);
        Assert.True(result.Failure is null, $"{seed}: {result.Failure?.Message}");
        return result.Value!;
    }

    private static IEnumerable<KeyValuePair<Labels, double>> Samples(QueryResult result)
    {
        Assert.Null(result.Failure);
        return result.Value is ScalarValue scalar
            ? [new(Labels.Empty, scalar.Number)]
            : ((VectorValue)result.Value!).Samples.Select(sample => KeyValuePair.Create(sample.Labels, sample.Value));
    }

    private static IEnumerable<KeyValuePair<Labels, double>> At(MatrixValue matrix, long timeMs)
    {
        foreach (var series in matrix.Series)
        {
            var index = series.TimestampsMs.Span.IndexOf(timeMs);
            if (index >= 0)
            {
                yield return KeyValuePair.Create(series.Labels, series.Values.Span[index]);
            }
        }
    }

    private static string Bits(double value) => double.IsNaN(value) ? "NaN" : value.ToString("R", null);

    private static string Describe(QueryValue value) => string.Join('\n', ((MatrixValue)value).Series.Select(series =>
        $"{series.Labels} {string.Join(' ', series.TimestampsMs.ToArray())} "
        + string.Join(' ', series.Values.ToArray().Select(Bits))));
}
