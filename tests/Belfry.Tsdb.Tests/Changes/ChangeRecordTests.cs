using Belfry.Model;
using Belfry.Testing;
using Belfry.Tsdb.Changes;
using Xunit;

namespace Belfry.Tsdb.Tests.Changes;

public sealed class ChangeRecordTests
{
    private const long MinuteMs = 60_000;
    private const long DayMs = 24 * 60 * MinuteMs;

    private readonly ChangeRecord record = new();

    [Fact]
    public void A_change_is_seen_in_its_minute_only()
    {
        Change(10 * MinuteMs);
        var version = record.Version;
        Assert.Null(Find(version, long.MinValue / 4, long.MinValue / 4 + DayMs));

        Change((20 * MinuteMs) + 1, (21 * MinuteMs) - 1);

        Assert.Equal((20 * MinuteMs, (21 * MinuteMs) - 1), Find(version, 0, DayMs));
        Assert.Equal(
            ((20 * MinuteMs) + 5, (20 * MinuteMs) + 9), Find(version, (20 * MinuteMs) + 5, (20 * MinuteMs) + 9));
        Assert.Null(Find(version, 0, (20 * MinuteMs) - 1));
        Assert.Null(Find(version, 21 * MinuteMs, DayMs));
        Assert.Null(Find(record.Version, 0, DayMs));
    }

    [Fact]
    public void Neighbouring_changes_are_one_stretch()
    {
        Change(5 * MinuteMs, 6 * MinuteMs, 7 * MinuteMs, 9 * MinuteMs);

        Assert.Equal((5 * MinuteMs, (8 * MinuteMs) - 1), Find(0, 0, DayMs));
        Assert.Equal((9 * MinuteMs, (10 * MinuteMs) - 1), Find(0, 8 * MinuteMs, DayMs));
    }

    [Fact]
    public void A_change_under_way_is_seen_and_never_counts_as_complete()
    {
        var change = record.Begin();
        change.Touches(MinuteMs);
        var version = record.Version;
        Assert.NotNull(Find(version, 0, DayMs));

        // Another one that begins and ends meanwhile does not make it so.
        Change(DayMs);
        Assert.Equal(version, record.Version);
        Assert.NotNull(Find(version, 0, DayMs - 1));

        change.Dispose();
        Assert.Null(Find(record.Version, 0, 2 * DayMs));
    }

    [Fact]
    public void A_change_of_everything_is_a_change_of_all_times()
    {
        var version = record.Version;
        using (record.BeginEverything())
        {
        }

        Assert.Equal((-DayMs, DayMs), Find(version, -DayMs, DayMs));
        Assert.Null(Find(record.Version, -DayMs, DayMs));
    }

    [Fact]
    public void Times_at_the_ends_of_time_are_changed_rather_than_looked_at_for_ever()
    {
        Change(long.MinValue, long.MaxValue, 0);

        Assert.NotNull(Find(record.Version, 0, long.MaxValue));
        Assert.NotNull(Find(record.Version, long.MinValue, 0));
        Assert.Null(Find(record.Version, 0, 1000 * DayMs));
    }

    [Fact]
    public void No_change_is_missed_however_far_back_and_in_whatever_order()
    {
        var seed = new Seed(11);
        var random = seed.Random;
        var changes = new List<(long Version, long TimeMs)>();
        var (exact, more) = (0, 0);
        for (var round = 0; round < 20_000; round++)
        {
            var timeMs = random.Next(20) switch
            {
                0 => random.NextInt64(-20_000 * DayMs, 20_000 * DayMs),
                < 4 => random.NextInt64(5 * DayMs),
                _ => (round * 7_000L) - random.NextInt64(60_000),
            };
            Change(timeMs);
            changes.Add((record.Version, timeMs));
            if (round % 10 > 0)
            {
                continue;
            }

            var version = random.NextInt64(record.Version + 1);
            var fromMs = random.NextInt64(3 * DayMs);
            var throughMs = fromMs + random.NextInt64(DayMs);
            var first = changes.Where(one => one.Version > version && one.TimeMs >= fromMs / MinuteMs * MinuteMs
                && one.TimeMs <= throughMs).Select(one => (long?)one.TimeMs).Min();
            var found = Find(version, fromMs, throughMs);
            Assert.True(first is null || found?.From <= Math.Max(first.Value, fromMs), $"{seed}, round {round}");
            exact += first is null == found is null ? 1 : 0;
            more += first is null && found is not null ? 1 : 0;
        }

        Assert.True(more * 10 < exact, $"{seed}: {more} of {exact + more} were taken for changed");
    }

    private void Change(params ReadOnlySpan<long> timesMs)
    {
        var change = record.Begin();
        foreach (var timeMs in timesMs)
        {
            change.Touches(timeMs);
        }

        change.Dispose();
    }

    private (long From, long Through)? Find(long version, long fromMs, long throughMs) => record.TryFindChange(
        version, new TimestampMs(fromMs), new TimestampMs(throughMs), out var from, out var through)
        ? (from.Value, through.Value)
        : null;
}
