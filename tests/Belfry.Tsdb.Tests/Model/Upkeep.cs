using Belfry.Model;
using Belfry.Testing.Disk;
using Xunit;

namespace Belfry.Tsdb.Tests.Model;

/// <summary>What the store does for itself, and what operators ask of it.</summary>
internal static class Upkeep
{
    private static readonly string[] Victims = ["__name__=m1", "job=~j[02]", "instance=i5", "job!=j1", "pod!="];

    internal static void Maintain(History history)
    {
        history.Store.RunMaintenance(CancellationToken.None);
        LetGoOfOld(history);
    }

    /// <summary>Takes note of what maintenance dropped by age; nothing else may be gone.</summary>
    internal static void LetGoOfOld(History history)
    {
        if (history.Variant.KeptMs is not { } keptMs)
        {
            return;
        }

        var oldMs = history.MaxEverMs - keptMs;
        if (history.Variant.Options.RetentionSizeBytes is not null)
        {
            // A snapshot holds all there was in blocks, and any block may be one too many.
            oldMs = Math.Max(oldMs, history.BoundMs - 1);
        }

        var found = ModelStore.Of(history.Store);
        var gone = history.Model.Except(found).ToList();
        Assert.All(gone, one => Assert.True(one.Sample.TimeMs <= oldMs, $"{one} was dropped, kept from {oldMs}"));
        gone.ForEach(one => history.Expired.Add(one.Labels, one.Sample));
        history.Adopt(found, history.Model, "maintenance");
    }

    internal static void Delete(History history) => Delete(history, ChooseDeletion(history));

    internal static (string Matcher, long FromMs, long ThroughMs) ChooseDeletion(History history)
    {
        var random = history.Random;
        var range = (int)history.Variant.RangeMs;
        var from = history.NowMs - random.Next((random.Next(4) == 0 ? 40 : 4) * range);
        var deletion = (Victims[random.Next(Victims.Length)], from, from + random.Next(2 * range));
        history.Note($"   {deletion}");
        return deletion;
    }

    internal static void Delete(History history, (string Matcher, long FromMs, long ThroughMs) deletion)
    {
        var (matcher, from, through) = deletion;
        history.Store.Delete([StoreFixture.Matcher(matcher)], new TimestampMs(from), new TimestampMs(through));
        DeleteFromModel(history, deletion);
        history.MarkDurable();
    }

    internal static void DeleteFromModel(History history, (string Matcher, long FromMs, long ThroughMs) deletion)
    {
        var (text, from, through) = deletion;
        var matcher = StoreFixture.Matcher(text);
        foreach (var series in history.Model.Matching([matcher]))
        {
            if (series.LastTimeMs <= through && series.LastTimeMs >= from)
            {
                history.Deleted.Add(series.Labels);
            }
        }

        history.Model.Delete([matcher], from, through);
        history.Expired.Delete([matcher], from, through);
        history.Hidden.RemoveWhere(one =>
            matcher.Matches(one.Labels) && one.Sample.TimeMs >= from && one.Sample.TimeMs <= through);
    }

    internal static void CleanTombstones(History history) => history.Store.CleanTombstones();

    /// <summary>A snapshot is a store with the same samples.</summary>
    internal static void Snapshot(History history)
    {
        var copy = TakeSnapshot(history);
        using var store = StoreFixture.Open(copy, history.Variant.Options);
        var difference = ModelComparison.Difference(store, history.Model, [], long.MinValue, long.MaxValue);
        Assert.True(difference is null, $"snapshot: {difference}");
    }

    internal static void GoOnWithSnapshot(History history)
    {
        var copy = TakeSnapshot(history);
        history.Reopen(copy);
        history.BoundMs = Math.Max(history.BoundMs, history.MaxEverMs + 1);
        history.IsHeadForgotten = true;
    }

    /// <summary>Somebody sets the machine's clock, forwards or backwards; samples' times are not the
    /// clock's.</summary>
    internal static void JumpClock(History history) => history.Clock.Jump(
        history.Clock.GetUtcNow() + TimeSpan.FromMinutes(history.Random.Next(-100_000, 100_000)));

    private static MemoryDirectory TakeSnapshot(History history)
    {
        var name = history.Store.Snapshot(skipHead: false);
        var copy = ((MemoryDirectory)history.Disk.Subdirectory("snapshots").Subdirectory(name)).ProcessClone();
        DeleteSnapshots(history);
        return copy;
    }

    /// <summary>What an operator does outside of the store.</summary>
    internal static void DeleteSnapshots(History history)
    {
        history.Disk.Faults.Suspended(() => history.Disk.DeleteDirectory("snapshots"));
    }
}
