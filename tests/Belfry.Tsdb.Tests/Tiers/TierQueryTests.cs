using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Xunit;

namespace Belfry.Tsdb.Tests.Tiers;

/// <summary>Questions to the real engine: what a tier answers is what the raw samples answer.</summary>
public sealed class TierQueryTests : IDisposable
{
    private const long EndMs = TierFixture.StartMs + (4 * TierFixture.DayMs);
    private const long LiveEndMs = EndMs + (2 * TierFixture.HourMs);

    private readonly Seed seed = new(72);
    private readonly TimeSeriesStore store;

    public TierQueryTests()
    {
        var disk = new MemoryDirectory();
        var series = TierSeries.Generate(seed.Random, TierFixture.StartMs, LiveEndMs, 3);
        TierFixture.WriteBlocks(disk, series, TierFixture.StartMs, EndMs, 18 * TierFixture.HourMs, seed.Random);
        store = StoreFixture.Open(disk, TierFixture.Options);
        using (var appender = store.Appender())
        {
            foreach (var one in series)
            {
                var reference = appender.Resolve(one.Labels);
                for (var index = 0; index < one.TimesMs.Length; index++)
                {
                    if (one.TimesMs[index] >= EndMs)
                    {
                        appender.Append(reference, new TimestampMs(one.TimesMs[index]), one.Values[index]);
                    }
                }
            }

            appender.Commit();
        }

        store.RunMaintenance(CancellationToken.None);
    }

    public static TheoryData<string> Texts => [.. TierQueries.All];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Where_ranges_end_with_windows_the_answer_is_exact_through_the_newest_sample(string text)
    {
        foreach (var (step, range, tier) in new[] { (5, "10m", "5m"), (15, "1h", "5m"), (60, "3h", "1h") })
        {
            var query = text.Replace("$R", range, StringComparison.Ordinal);
            var (start, end, stepMs) =
                (TierFixture.StartMs + TierFixture.HourMs, LiveEndMs - TierFixture.HourMs, step * TierFixture.MinuteMs);
            var raw = TierFixture.Ask(store, query, start, end, stepMs, TierChoice.Raw);
            var tiered = TierFixture.Ask(store, query, start, end, stepMs);

            var difference = TierFixture.Difference(TierFixture.Points(raw), TierFixture.Points(tiered), 1e-11);
            Assert.True(difference is null, $"{seed}: {query} step {step}m: {difference}");
            Assert.DoesNotContain(raw.Infos, info => info.Contains("tier", StringComparison.Ordinal));
            Assert.Contains(tiered.Infos, info =>
                info.Contains("Belfry info: answered from tier", StringComparison.Ordinal)
                && info.Contains(tier, StringComparison.Ordinal));
            Assert.DoesNotContain(tiered.Infos, info => info.Contains("approximate", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Between_windows_the_answer_is_that_of_the_windows_end_before(string text)
    {
        if (text.Contains("offset", StringComparison.Ordinal) || text.Contains("[6h", StringComparison.Ordinal)
            || text.Contains("timestamp", StringComparison.Ordinal))
        {
            return;
        }

        var query = text.Replace("$R", "2h", StringComparison.Ordinal);
        var start = TierFixture.StartMs + (3 * TierFixture.HourMs);
        var end = TierFixture.StartMs + (3 * TierFixture.DayMs);
        const long lateMs = 137_001;
        var raw = TierFixture.Ask(store, query, start, end, TierFixture.HourMs, TierChoice.Raw);
        var tiered = TierFixture.Ask(store, query, start + lateMs, end + lateMs, TierFixture.HourMs);

        var shifted = TierFixture.Points(tiered)
            .ToDictionary(point => (point.Key.Labels, point.Key.TimeMs - lateMs), point => point.Value);
        var difference = TierFixture.Difference(TierFixture.Points(raw), shifted, 1e-11);
        Assert.True(difference is null, $"{seed}: {query}: {difference}");
        Assert.Contains(tiered.Infos, info =>
            info.Contains("answered from tier 5m", StringComparison.Ordinal)
            && info.Contains("approximate", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("increase(requests_total[3d])")]
    [InlineData("sum_over_time(noise[40h])")]
    [InlineData("max_over_time(gaps[2d])")]
    [InlineData("count_over_time(temp[50h])")]
    public void A_single_range_is_exact_at_any_moment(string query)
    {
        foreach (var time in new[] { LiveEndMs - 1, EndMs + 12_345, EndMs - 1_234_567 })
        {
            var raw = TierFixture.Ask(store, query, time, time, 0, TierChoice.Raw);
            var tiered = TierFixture.Ask(store, query, time, time, 0);

            var difference = TierFixture.Difference(TierFixture.Points(raw), TierFixture.Points(tiered), 1e-11);
            Assert.True(difference is null, $"{seed}: {query} at {time}: {difference}");
            Assert.Contains(tiered.Infos, info => info.Contains("answered from tier", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("stddev_over_time(temp[1h])")]
    [InlineData("quantile_over_time(0.9, temp[1h])")]
    [InlineData("deriv(temp[1h])")]
    [InlineData("irate(requests_total[1h])")]
    public void What_needs_every_sample_is_answered_from_raw_ones_while_there_are_such(string query)
    {
        var (start, end) = (TierFixture.StartMs + TierFixture.HourMs, EndMs);
        var raw = TierFixture.Ask(store, query, start, end, TierFixture.HourMs, TierChoice.Raw);
        var auto = TierFixture.Ask(store, query, start, end, TierFixture.HourMs);

        Assert.Null(TierFixture.Difference(TierFixture.Points(raw), TierFixture.Points(auto), 0));
        Assert.DoesNotContain(auto.Infos, info => info.Contains("tier", StringComparison.Ordinal));
    }

    [Fact]
    public void The_tier_can_be_told()
    {
        var (start, end) = (TierFixture.StartMs + TierFixture.DayMs, EndMs - TierFixture.DayMs);
        string Infos(string tier) => string.Join('\n', TierFixture.Ask(
            store, "rate(requests_total[1h])", start, end, TierFixture.HourMs, TierFixture.Choice(tier)).Infos);

        Assert.DoesNotContain("tier", Infos("raw"), StringComparison.Ordinal);
        Assert.Contains("answered from tier 5m (1:6)", Infos("5m"), StringComparison.Ordinal);
        Assert.Contains("answered from tier 1h (1:6)", Infos("1h"), StringComparison.Ordinal);
        Assert.Contains("answered from tier 1h (1:6)", Infos("auto"), StringComparison.Ordinal);
        Assert.False(TierChoice.TryParse("hourly", out _));
    }

    [Fact]
    public void A_setting_chooses_the_tier_of_queries_that_do_not()
    {
        using var engine = new QueryEngine(
            store, new QueryEngineOptions { Tier = TierChoice.Raw }, new Testing.Time.ManualClock());
        var request = new QueryRequest
        {
            Expression = "rate(requests_total[1h])",
            Start = new TimestampMs(TierFixture.StartMs),
            End = new TimestampMs(EndMs),
            Step = TimeSpan.FromHours(1),
        };

        Assert.Empty(engine.Evaluate(request, CancellationToken.None).Infos);
        Assert.NotEmpty(engine.Evaluate(
            request with { Tier = TierFixture.Choice("5m") }, CancellationToken.None).Infos);
    }

    public void Dispose() => store.Dispose();
}
