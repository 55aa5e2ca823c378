using Belfry.Model.Matching;

namespace Belfry.Tsdb.Tests.Model;

/// <summary>Everything that may happen, and how often.</summary>
internal static class HistoryOperations
{
    private static readonly LabelMatcher[][] Selections = [.. new string[][]
    {
        [], ["__name__=m1"], ["job=~j1|j2"], ["job!=j1"], ["zone="], ["zone!="], ["instance=~i.*", "job!~j[13]"],
        ["instance=~.*", "__name__!=m0"], ["__name__=m1", "zone="], ["nothing=x"], ["pod!="], ["pod=~p.*[02468]"],
    }.Select(texts => texts.Select(StoreFixture.Matcher).ToArray())];

    internal static IReadOnlyList<HistoryOperation> All { get; } =
    [
        new("append", 720, Appending.Append),
        new("abandon", 20, Appending.Abandon),
        new("maintain", 60, Upkeep.Maintain),
        new("delete", 24, Upkeep.Delete),
        new("clean tombstones", 10, Upkeep.CleanTombstones),
        new("snapshot", 5, Upkeep.Snapshot),
        new("go on with a snapshot", 2, Upkeep.GoOnWithSnapshot),
        new("label names and values", 20, LookAtLabels),
        new("clock jumps", 4, Upkeep.JumpClock),
        new("restart", 20, Endings.Restart),
        new("kill", 20, Endings.Kill),
        new("power cut", 20, Endings.PowerCut),
        new("kill or power cut under way", 25, Endings.CrashUnderWay),
        new("append on a failing disk", 30, Failing.Append),
        new("maintain on a failing disk", 30, Failing.Maintain),
        new("delete on a failing disk", 8, Failing.Delete),
        new("clean tombstones on a failing disk", 5, Failing.CleanTombstones),
        new("snapshot on a failing disk", 4, Failing.Snapshot),
        new("restart on a failing disk", 8, Failing.Restart),
        new("folders of blocks stick", 4, Failing.FoldersStick),
    ];

    /// <summary>
    /// How often each operation comes in one history. Each history does some things more and some never, because rare
    /// meetings (a deletion between two merges without a restart) hardly come when everything comes always.
    /// </summary>
    internal static int[] Temper(Random random) =>
        [.. All.Select((operation, index) => index == 0 ? operation.Weight : operation.Weight * random.Next(5) switch
        {
            0 => 0,
            4 => 4,
            _ => 1,
        })];

    internal static HistoryOperation Next(Random random, int[] weights)
    {
        var dice = random.Next(weights.Sum());
        var index = 0;
        while (dice >= weights[index])
        {
            dice -= weights[index++];
        }

        return All[index];
    }

    internal static void Look(History history)
    {
        var (matchers, from, through) = Question(history);
        history.Compare(matchers, from, through);
    }

    internal static void LookAtLabels(History history)
    {
        var (matchers, from, through) = Question(history);
        var difference = ModelComparison.LabelDifference(history.Store, history.Model, matchers, from, through);
        Xunit.Assert.True(difference is null, $"{string.Join<LabelMatcher>(',', matchers)} {from} to {through}: {difference}");
    }

    private static (LabelMatcher[] Matchers, long FromMs, long ThroughMs) Question(History history)
    {
        var random = history.Random;
        var range = (int)history.Variant.RangeMs;
        var from = history.NowMs - random.Next((random.Next(3) == 0 ? 60 : 6) * range);
        return (Selections[random.Next(Selections.Length)], from, from + random.Next(4 * range));
    }
}
