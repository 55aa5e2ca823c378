using Belfry.Alerting.Silences;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Platform.Telemetry;
using Belfry.Platform.Time;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Alerting.Tests.Silences;

public sealed class SilenceStoreTests
{
    private static readonly TimeSpan Retention = TimeSpan.FromHours(120);

    private readonly ManualClock clock = new();

    [Fact]
    public void A_silence_is_pending_then_active_then_expired_then_forgotten()
    {
        var store = Open(null);
        store.Set(SilenceOf(60, 120), out var id, out _);

        var states = new List<SilenceState?>();
        foreach (var seconds in (int[])[0, 60, 60, (int)Retention.TotalSeconds + 60])
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
            store.Maintain();
            states.Add(store.Find(id)?.StateAt(clock.NowMs()));
        }

        Assert.Equal([SilenceState.Pending, SilenceState.Active, SilenceState.Expired, null], states);
    }

    [Fact]
    public void An_active_silence_may_end_otherwise_but_not_begin_or_match_otherwise()
    {
        var store = Open(null);
        store.Set(SilenceOf(0, 3600), out var id, out _);
        clock.Advance(TimeSpan.FromSeconds(60));
        var known = store.Find(id)!;

        store.Set(known with { EndsAt = At(7200) }, out var longer, out _);
        store.Set(store.Find(id)! with { StartsAt = At(600) }, out var later, out _);

        Assert.Equal(id, longer);
        Assert.NotEqual(id, later);
        Assert.Equal(SilenceState.Expired, store.Find(id)!.StateAt(clock.NowMs()));
        Assert.Equal(At(600), store.Find(later)!.StartsAt);

        store.Set(
            store.Find(later)! with { MatcherSets = [[LabelMatcher.Equality("other", "x")]] }, out var other, out _);
        Assert.NotEqual(later, other);
        Assert.Equal(3, store.All.Count());
    }

    [Fact]
    public void An_expired_silence_is_made_anew()
    {
        var store = Open(null);
        store.Set(SilenceOf(0, 10), out var id, out _);
        clock.Advance(TimeSpan.FromSeconds(20));

        var outcome = store.Set(store.Find(id)! with { EndsAt = At(100) }, out var again, out _);

        Assert.Equal(SilenceOutcome.Done, outcome);
        Assert.NotEqual(id, again);
        Assert.Equal(clock.NowMs(), store.Find(again)!.StartsAt);
        Assert.Equal(At(10), store.Find(id)!.EndsAt);
    }

    [Fact]
    public void Expiring_ends_a_silence_at_once_and_a_pending_one_before_it_began()
    {
        var store = Open(null);
        store.Set(SilenceOf(0, 100), out var active, out _);
        store.Set(SilenceOf(50, 100), out var pending, out _);

        Assert.Equal(SilenceOutcome.Done, store.Expire(active));
        Assert.Equal(SilenceOutcome.Done, store.Expire(pending));
        Assert.Equal(SilenceOutcome.Done, store.Expire(pending));
        Assert.Equal(SilenceOutcome.NotFound, store.Expire("nobody"));
        Assert.All(store.All, silence => Assert.Equal(SilenceState.Expired, silence.StateAt(clock.NowMs())));
    }

    [Fact]
    public void What_is_no_silence_is_refused_in_words()
    {
        Assert.Equal(
            "invalid silence: at least one matcher set required", ErrorOf(SilenceOf(0, 1) with { MatcherSets = [] }));
        Assert.Equal("invalid silence: matcher set 0 is empty", ErrorOf(SilenceOf(0, 1) with { MatcherSets = [[]] }));
        Assert.Equal(
            "invalid silence: matcher set 0: at least one matcher must not match the empty string",
            ErrorOf(SilenceOf(0, 1) with { MatcherSets = [[LabelMatcher.Equality("a", "")]] }));
        Assert.Equal(
            "invalid silence: invalid label matcher 0 in set 0: invalid label name \"\"",
            ErrorOf(SilenceOf(0, 1) with { MatcherSets = [[LabelMatcher.Equality("", "x")]] }));
        Assert.Equal("invalid silence: end time must not be before start time", ErrorOf(SilenceOf(5, 1)));
        Assert.Equal("silence not found", ErrorOf(SilenceOf(0, 1) with { Id = "nobody" }));
    }

    [Fact]
    public void An_alert_is_silenced_when_all_matchers_of_any_set_match()
    {
        var store = Open(null);
        store.Set(
            SilenceOf(0, 100) with
            {
                MatcherSets =
                [
                    [LabelMatcher.Equality("a", "1"), LabelMatcher.Equality("b", "1")],
                        [LabelMatcher.Equality("c", "1")],
                ],
            },
            out var id, out _);

        Assert.Equal([id], store.SilencedBy(Labels.From(("a", "1"), ("b", "1")), clock.NowMs()));
        Assert.Equal([id], store.SilencedBy(Labels.From(("c", "1")), clock.NowMs()));
        Assert.Empty(store.SilencedBy(Labels.From(("a", "1")), clock.NowMs()));
    }

    [Fact]
    public void Silences_survive_a_killed_process_and_a_power_cut()
    {
        var disk = new MemoryDirectory();
        var store = Open(disk);
        Assert.True(LabelMatcher.TryCreate("job", MatchOperator.RegexNotMatch, "a|b", out var matcher, out _));
        store.Set(
            SilenceOf(0, 100) with
            {
                MatcherSets = [[matcher, LabelMatcher.Equality("x", "ü")]], CreatedBy = "ann", Comment = "known",
                Annotations = Labels.From(("ticket", "7")),
            },
            out var id, out _);

        foreach (var survivor in (MemoryDirectory[])[disk.ProcessClone(), disk.CrashClone(1), disk.CrashClone(2)])
        {
            var silence = Open(survivor).Find(id);
            Assert.NotNull(silence);
            Assert.Equal([matcher, LabelMatcher.Equality("x", "ü")], silence.MatcherSets[0]);
            Assert.Equal(store.Find(id)! with { MatcherSets = silence.MatcherSets }, silence);
        }
    }

    [Fact]
    public void A_damaged_file_is_set_aside_and_the_store_starts_empty()
    {
        var disk = new MemoryDirectory();
        Open(disk).Set(SilenceOf(0, 100), out _, out _);
        var whole = disk.ReadAll(SilenceJournal.FileName);
        var seed = new Seed(5);
        for (var round = 0; round < 500; round++)
        {
            var bytes = whole.ToArray();
            bytes[seed.Random.Next(bytes.Length)] ^= (byte)(1 << seed.Random.Next(8));
            var damaged = new MemoryDirectory();
            damaged.Create(SilenceJournal.FileName).Dispose();
            damaged.Overwrite(SilenceJournal.FileName, bytes);

            Assert.Empty(Open(damaged).All);
            Assert.Contains(SilenceJournal.FileName + ".unreadable", damaged.Files());
        }
    }

    private static TimestampMs At(int seconds) => new ManualClock().NowMs() + TimeSpan.FromSeconds(seconds);

    private SilenceStore Open(MemoryDirectory? disk) => new(
        clock, Retention, disk is null ? null : new SilenceJournal(disk, new MetricRegistry(), NullLogger.Instance));

    private static Silence SilenceOf(int fromSeconds, int throughSeconds) => new()
    {
        MatcherSets = [[LabelMatcher.Equality("a", "1")]], StartsAt = At(fromSeconds), EndsAt = At(throughSeconds),
    };

    private string ErrorOf(Silence silence)
    {
        Open(null).Set(silence, out _, out var error);
        return error;
    }
}
