using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Reuse;

/// <summary>Finds the steps whose samples have not changed. Pure but for the record that it asks.</summary>
internal static class UnchangedSteps
{
    // More changes than this in one answer are rare, and each costs a look.
    private const int StretchesMax = 64;

    /// <summary>
    /// Of steps of a grid the run without a change that has the most steps in common with those wanted, as grids of
    /// their own; null when no step of it is wanted.
    /// </summary>
    internal static StepGrid? Find(IChangeRecord changes, KeptAnswer kept, StepGrid wanted)
    {
        var best = default((StepGrid Run, int Count)?);
        var first = 0;
        foreach (var (changedFirst, changedEnd) in ChangedSteps(changes, kept))
        {
            Consider(kept.Steps, first, changedFirst, wanted, ref best);
            first = Math.Max(first, changedEnd);
        }

        Consider(kept.Steps, first, kept.Steps.Count, wanted, ref best);
        return best?.Run;
    }

    /// <summary>Whether any sample that these steps depend on changed after a version.</summary>
    internal static bool AnyChanged(
        IChangeRecord changes, StepDependence dependence, StepGrid steps, long version) =>
        (dependence.Fixed is { } still && IsChanged(changes, version, still.FromMs, still.ThroughMs))
        || (dependence.Moving is { } moving && steps.Count > 0
            && IsChanged(changes, version, steps.StartMs + moving.FromMs, steps.EndMs + moving.ThroughMs));

    /// <summary>The steps of <paramref name="grid"/> from one through another one's end, both in one phase.</summary>
    internal static StepGrid Common(StepGrid grid, StepGrid other)
    {
        var startMs = Math.Max(grid.StartMs, other.StartMs);
        var endMs = Math.Min(grid.EndMs, other.EndMs);
        return new StepGrid(startMs, grid.StepMs, endMs < startMs ? 0 : (int)((endMs - startMs) / grid.StepMs) + 1);
    }

    private static void Consider(
        StepGrid steps, int first, int end, StepGrid wanted, ref (StepGrid Run, int Count)? best)
    {
        if (end <= first)
        {
            return;
        }

        var run = new StepGrid(steps.TimeAt(first), steps.StepMs, end - first);
        var count = Common(run, wanted).Count;
        if (count > (best?.Count ?? 0))
        {
            best = (run, count);
        }
    }

    // Steps that depend on anything that changed, from the first up to the second of each pair, by rising first.
    private static List<(int First, int End)> ChangedSteps(IChangeRecord changes, KeptAnswer kept)
    {
        var (steps, found) = (kept.Steps, new List<(int First, int End)>());
        if (kept.Dependence.Fixed is { } still && IsChanged(changes, kept.Version, still.FromMs, still.ThroughMs))
        {
            return [(0, steps.Count)];
        }

        if (kept.Dependence.Moving is not { } moving)
        {
            return found;
        }

        var fromMs = steps.StartMs + moving.FromMs;
        var through = new TimestampMs(steps.EndMs + moving.ThroughMs);
        while (changes.TryFindChange(
            kept.Version, new TimestampMs(fromMs), through, out var changedFrom, out var changedThrough))
        {
            // The last step before which the change ends, and the first behind which it begins.
            var first = Ceiling(changedFrom.Value - moving.ThroughMs - steps.StartMs, steps.StepMs);
            var end = found.Count == StretchesMax
                ? steps.Count
                : Floor(changedThrough.Value - moving.FromMs - steps.StartMs, steps.StepMs) + 1;
            found.Add(((int)Math.Clamp(first, 0, steps.Count), (int)Math.Clamp(end, 0, steps.Count)));
            if (end >= steps.Count)
            {
                break;
            }

            fromMs = changedThrough.Value + 1;
        }

        return found;
    }

    private static bool IsChanged(IChangeRecord changes, long version, long fromMs, long throughMs) =>
        changes.TryFindChange(version, new TimestampMs(fromMs), new TimestampMs(throughMs), out _, out _);

    private static long Floor(long value, long width) =>
        value % width < 0 ? (value / width) - 1 : value / width;

    private static long Ceiling(long value, long width) => -Floor(-value, width);
}
