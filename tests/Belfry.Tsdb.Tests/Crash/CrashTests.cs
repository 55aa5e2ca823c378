using System.Globalization;
using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Testing.Events;
using Belfry.Testing.Time;
using Belfry.Tsdb.Tests.Model;
using Xunit;

namespace Belfry.Tsdb.Tests.Crash;

/// <summary>
/// Histories with everything in them, and a clone of the disk before each of their disk operations: by turns what a
/// killed process leaves and what a power cut may leave. What was acknowledged must be there afterwards; what was never
/// appended, or deleted and acknowledged as deleted, must not. <c>BELFRY_CLONES</c> is the number of clones in all.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int HistoriesPerVariant = 4;
    private static readonly Labels Afterwards = StoreFixture.Series("__name__=afterwards");

    private int killCount;
    private int powerCutCount;

    [Fact]
    public void A_crash_at_any_moment_loses_nothing_acknowledged_and_invents_nothing()
    {
        var seed = new Seed(31);
        var total = int.Parse(
            Environment.GetEnvironmentVariable("BELFRY_CLONES") ?? "1000", CultureInfo.InvariantCulture);
        var perHistory = (total / (StoreVariant.All.Count * HistoriesPerVariant)) + 1;
        Parallel.ForEach(
            from variant in StoreVariant.All
            from number in Enumerable.Range(0, HistoriesPerVariant)
            select new History(variant, seed.Value + number),
            history => Visit(history, perHistory));

        Assert.True(killCount + powerCutCount >= total);
        output.WriteLine($"{killCount} kills and {powerCutCount} power cuts under {StoreVariant.All.Count} option sets: "
            + "no acknowledged sample lost, none invented");
    }

    private void Visit(History history, int cloneCount) => history.Tell(() =>
    {
        history.Open();
        while (history.NowMs < history.Variant.StartMs + (5 * history.Variant.RangeMs))
        {
            history.Step();
        }

        for (var visited = 0; visited < cloneCount;)
        {
            visited += VisitStep(history, cloneCount - visited);
        }

        history.Store.Dispose();
    });

    private int VisitStep(History history, int cloneCountMax)
    {
        var crashes = new List<(MemoryDirectory Disk, bool IsPowerCut, string Where)>();
        var before = history.Model.Clone();
        var durableBefore = history.Durable.Clone();
        var disk = history.Disk;
        disk.Faults.OnOperation = (operation, name) =>
        {
            if (crashes.Count < cloneCountMax)
            {
                var isPowerCut = crashes.Count % 2 == 0;
                crashes.Add((
                    isPowerCut ? disk.CrashClone(history.Random.Next()) : disk.ProcessClone(),
                    isPowerCut,
                    $"{operation} {name}"));
            }
        };
        history.Step();
        disk.Faults.OnOperation = null;

        var may = history.ModelAndExpired;
        may.Add(before);
        may.Add(history.Attempted);
        var mustAfterKill = before.And(history.Model);
        var mustAfterPowerCut = durableBefore.And(history.Durable);
        foreach (var (left, isPowerCut, where) in crashes)
        {
            Check(left, history, isPowerCut ? mustAfterPowerCut : mustAfterKill, may, where);
            Interlocked.Increment(ref isPowerCut ? ref powerCutCount : ref killCount);
        }

        return crashes.Count;
    }

    private static void Check(
        MemoryDirectory disk, History history, ModelStore must, ModelStore may, string where)
    {
        using var store = TimeSeriesStore.Open(disk, history.OptionsOnce(), new ManualClock(), new EventLog<TimeSeriesStore>());
        var found = ModelStore.Of(store);
        AssertNone(must.Except(found), $"lost at {where}");
        AssertNone(found.Except(may), $"invented at {where}");

        // It goes on as if nothing had been.
        store.RunMaintenance(CancellationToken.None);
        AssertNone(found.Except(ModelStore.Of(store)).Where(gone => must.Find(gone.Labels, gone.Sample.TimeMs) is not null
            && history.Variant.KeptMs is null), $"lost by maintenance after {where}");
        if (history.Variant.Options.HeadSeriesMax is null)
        {
            var timeMs = history.NowMs + (5 * history.Variant.RangeMs);
            Assert.Equal(AppendOutcome.Appended, store.Write(Afterwards, timeMs, 1));
            Assert.NotNull(ModelStore.Of(store).Find(Afterwards, timeMs));
        }
    }

    private static void AssertNone(IEnumerable<(Labels Labels, ModelSample Sample)> samples, string what)
    {
        var some = samples.Take(5).ToList();
        Assert.True(some.Count == 0, $"{what}: {string.Join(", ", some)}");
    }
}
