using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Tsdb.Tiers;
using Xunit;

namespace Belfry.Tsdb.Tests.Tiers;

/// <summary>Whatever a window keeps is what its samples make, computed the plainest way.</summary>
public sealed class WindowPropertyTests
{
    private const long EndMs = TierFixture.StartMs + (3 * TierFixture.DayMs);

    [Theory]
    [InlineData(6)]
    [InlineData(54)]
    public void Every_column_of_every_window_is_what_the_samples_make(int blockHours)
    {
        var seed = new Seed(71);
        var series = TierSeries.Generate(seed.Random, TierFixture.StartMs, EndMs, 2);
        var disk = new MemoryDirectory();
        TierFixture.WriteBlocks(
            disk, series, TierFixture.StartMs, EndMs, blockHours * TierFixture.HourMs, seed.Random);
        using var store = StoreFixture.Open(disk, TierFixture.Options);
        store.RunMaintenance(CancellationToken.None);

        foreach (var tier in TierOptions.Standard.Take(2))
        {
            var count = Check(store, series, tier.ResolutionMs, seed);
            Assert.True(count > 900, $"{seed}: only {count} windows of {tier.Resolution}");
        }
    }

    private static int Check(TimeSeriesStore store, List<TierSeries> series, long resolutionMs, Seed seed)
    {
        var (from, through) = (TierFixture.StartMs - 1, EndMs);
        using var reader = store.Open(new TimestampMs(from), new TimestampMs(through));
        var selection = reader.Select(
            [StoreFixture.Matcher("__name__=~.+")], Plan(from, through, resolutionMs), CancellationToken.None);
        Assert.Contains(selection.Spans, span => span.ResolutionMs == resolutionMs);
        using var windows = new WindowColumns();
        var checkedCount = 0;
        Assert.Equal(series.Select(one => one.Labels), selection.Series.Select(one => one.Labels));
        foreach (var (one, selected) in series.Zip(selection.Series))
        {
            windows.Clear(WindowParts.All);
            selected.ReadWindows(new TimestampMs(from), new TimestampMs(through), windows);
            var ends = windows.EndsMs.ToArray().ToDictionary(end => end, end => windows.EndsMs.IndexOf(end));
            var tierEnd = selection.Spans.Where(span => span.ResolutionMs == resolutionMs).Max(span => span.ThroughMs);
            foreach (var group in Grouped(one, resolutionMs).Where(group => group.Key <= tierEnd))
            {
                Assert.True(ends.ContainsKey(group.Key), $"{seed}: {one.Labels} has no window {group.Key}");
                Compare([.. group], windows, ends[group.Key], $"{seed}: {one.Labels} {group.Key}");
                checkedCount++;
            }
        }

        return checkedCount;
    }

    private static IEnumerable<IGrouping<long, (long Time, double Value)>> Grouped(TierSeries one, long resolutionMs) =>
        one.TimesMs.Zip(one.Values)
            .GroupBy(sample => (sample.First + resolutionMs - 1) / resolutionMs * resolutionMs);

    private static void Compare((long Time, double Value)[] all, WindowColumns windows, int index, string place)
    {
        var samples = all.Where(sample => !StaleMarker.IsStale(sample.Value)).ToArray();
        var marks = (WindowMarks)windows.Integers(WindowColumn.Marks)[index];
        Assert.Equal(StaleMarker.IsStale(all[^1].Value), marks == WindowMarks.EndsStale);
        Assert.Equal(samples.Length, windows.Integers(WindowColumn.SampleCount)[index]);
        if (samples.Length == 0)
        {
            return;
        }

        var values = Array.ConvertAll(samples, sample => sample.Value);
        var numbers = values.Where(value => !double.IsNaN(value)).ToArray();
        var pairs = values.Zip(values.Skip(1)).ToList();
        Same(samples[0].Time, windows.Integers(WindowColumn.FirstTime)[index], place);
        Same(samples[^1].Time, windows.Integers(WindowColumn.LastTime)[index], place);
        Same(values[0], windows.Values(WindowColumn.First)[index], place);
        Same(values[^1], windows.Values(WindowColumn.Last)[index], place);
        Same(numbers.Length == 0 ? double.NaN : numbers.Min(), windows.Values(WindowColumn.Min)[index], place);
        Same(numbers.Length == 0 ? double.NaN : numbers.Max(), windows.Values(WindowColumn.Max)[index], place);
        var changes = pairs.Count(pair => !pair.First.Equals(pair.Second));
        Same(changes, windows.Integers(WindowColumn.Changes)[index], place);
        Same(pairs.Count(pair => pair.Second < pair.First), windows.Integers(WindowColumn.Resets)[index], place);
        Same(
            pairs.Where(pair => pair.Second < pair.First).Sum(pair => pair.First),
            windows.Values(WindowColumn.Lost)[index],
            place);
        var sum = (double)values.Where(value => !double.IsNaN(value)).Sum(value => (decimal)value);
        Same(numbers.Length < values.Length ? double.NaN : sum, windows.Values(WindowColumn.Sum)[index], place);
    }

    private static void Same(double expected, double actual, string place) => Assert.True(
        expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-12 * Math.Abs(expected),
        $"{place}: {actual:R} instead of {expected:R}");

    private static ReadPlan Plan(long from, long through, long resolutionMs) => new()
    {
        From = new TimestampMs(from),
        FirstEnd = new TimestampMs(through),
        LastEnd = new TimestampMs(through),
        Step = TimeSpan.Zero,
        Range = TimeSpan.FromMilliseconds(through - from),
        Parts = WindowParts.All,
        Tier = new TierChoice(TimeSpan.FromMilliseconds(resolutionMs)),
    };
}
