using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Testing.Disk;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Tsdb.Tests.Answers;

public sealed class SharingTests : IDisposable
{
    private const int ViewerCount = 8;
    private const int SeriesCount = 5;

    private readonly TimeSeriesStore store = StoreFixture.Open(
        new MemoryDirectory(), StoreFixture.Manual with { OutOfOrderWindow = TimeSpan.FromHours(1) });

    private readonly WatchedSource source;
    private readonly QueryEngine engine;
    private readonly ManualResetEventSlim mayGoOn = new();
    private readonly ManualResetEventSlim isReading = new();

    public SharingTests()
    {
        for (var sample = 0; sample <= 60 * SeriesCount; sample++)
        {
            var time = sample / SeriesCount * 10_000;
            StoreFixture.Write(store, Series(sample % SeriesCount), time, time % 70_000);
        }

        source = new WatchedSource(store)
        {
            AfterNextRead = () =>
            {
                isReading.Set();
                mayGoOn.Wait(TestContext.Current.CancellationToken);
            },
        };
        engine = new QueryEngine(
            source, new QueryEngineOptions { MaxConcurrency = 2, Parallelism = 1 }, new ManualClock());
    }

    public void Dispose()
    {
        engine.Dispose();
        store.Dispose();
        mayGoOn.Dispose();
        isReading.Dispose();
    }

    // An answer with remarks is not kept, so it can only be shared.
    [Fact]
    public void What_many_ask_at_once_is_computed_once()
    {
        var first = Viewer.Start(engine, Question("rate(x[1m])"), TestContext.Current.CancellationToken);
        isReading.Wait(TestContext.Current.CancellationToken);
        var others = Viewers("rate(x[1m])");
        mayGoOn.Set();

        var expected = AnswerText.Of(first.Result);
        Assert.Contains("might not be a counter", expected, StringComparison.Ordinal);
        foreach (var other in others)
        {
            Assert.Equal(expected, AnswerText.Of(other.Result));
            Assert.Equal(41, other.Result.Statistics.StepsReused);
            Assert.Equal(0, other.Result.Statistics.TotalQueryableSamples);
        }

        Assert.Equal(0, first.Result.Statistics.StepsReused);
        Assert.Equal(SeriesCount, source.ReadCount);
    }

    [Fact]
    public void When_the_first_one_goes_another_goes_on()
    {
        using var leaves = new CancellationTokenSource();
        var first = Viewer.Start(engine, Question("rate(x[1m])"), leaves.Token);
        isReading.Wait(TestContext.Current.CancellationToken);
        var others = Viewers("rate(x[1m])");
        leaves.Cancel();
        mayGoOn.Set();

        Assert.Equal(QueryFailureKind.Canceled, first.Result.Failure?.Kind);
        Assert.All(others, other => Assert.Null(other.Result.Failure));
        Assert.Equal(1 + SeriesCount, source.ReadCount);
    }

    [Fact]
    public void Who_goes_while_it_waits_goes_at_once()
    {
        using var leaves = new CancellationTokenSource();
        var first = Viewer.Start(engine, Question("rate(x[1m])"), TestContext.Current.CancellationToken);
        isReading.Wait(TestContext.Current.CancellationToken);
        var other = Viewer.StartWaiting(engine, Question("rate(x[1m])"), leaves.Token);
        leaves.Cancel();

        Assert.Equal(QueryFailureKind.Canceled, other.Result.Failure?.Kind);
        mayGoOn.Set();
        Assert.Null(first.Result.Failure);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("rate(x[1m])")]
    public void Who_asks_after_a_sample_came_sees_it(string query)
    {
        var first = Viewer.Start(engine, Question(query), TestContext.Current.CancellationToken);
        isReading.Wait(TestContext.Current.CancellationToken);
        StoreFixture.Write(store, Series(0), 305_000, 1e9);
        var others = Viewers(query);
        mayGoOn.Set();

        Assert.DoesNotContain("1000000000", AnswerText.Of(first.Result), StringComparison.Ordinal);
        using var cold = new QueryEngine(store, new QueryEngineOptions { ReuseBytesMax = 0 }, new ManualClock());
        var expected = AnswerText.Of(cold.Evaluate(Question(query), CancellationToken.None));
        Assert.All(others, other => Assert.Equal(expected, AnswerText.Of(other.Result)));
    }

    private static Labels Series(int id) => StoreFixture.Series($"__name__=x,id={id}");

    private static QueryRequest Question(string query) => new()
    {
        Expression = query,
        Start = new TimestampMs(200_000),
        End = new TimestampMs(600_000),
        Step = TimeSpan.FromSeconds(10),
    };

    private List<Viewer> Viewers(string query) => [.. Enumerable.Range(0, ViewerCount)
        .Select(_ => Viewer.StartWaiting(engine, Question(query), TestContext.Current.CancellationToken))];
}
