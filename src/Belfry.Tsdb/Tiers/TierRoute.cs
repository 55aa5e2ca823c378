using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Tiers;

/// <summary>
/// Finds for a question what to read from where: the tier that its steps and ranges allow, finer ones at ends that are
/// no multiples of its resolution, raw samples where no tier is yet, and coarser tiers where finer are gone. Pure.
/// </summary>
internal sealed class TierRoute
{
    // An end that is no multiple of the resolution is answered as of the last one before it: less than this part of
    // the step and of the range earlier.
    private const int UnalignedPart = 12;

    // A single range is cut exactly at both ends; below so many windows that is no gain.
    private const int SingleWindowsMin = 12;

    private readonly TierCoverage coverage;
    private readonly IReadOnlyList<Tier> tiers;
    private readonly long headFromMs;
    private readonly List<ResolutionSpan> spans = [];
    private long questionFromMs;
    private long questionThroughMs;
    private bool hasSteps;

    /// <param name="coverage">What there is.</param>
    /// <param name="headFromMs">The time of the head's oldest sample: from there on nothing is in the tiers for
    /// sure.</param>
    internal TierRoute(TierCoverage coverage, long headFromMs)
    {
        this.coverage = coverage;
        this.headFromMs = headFromMs;
        tiers = coverage.Tiers;
    }

    /// <summary>What to read, by rising time and without gaps; one raw span when no tier is of use.</summary>
    internal IReadOnlyList<ResolutionSpan> Find(ReadPlan plan)
    {
        questionFromMs = Math.Max(plan.From.Value, long.MinValue + 1) - 1;
        questionThroughMs = plan.LastEnd.Value;
        hasSteps = plan.Step > TimeSpan.Zero;
        var isRaw = plan.Tier == TierChoice.Raw || tiers.Count == 0;
        var level = isRaw ? -1 : TargetLevel(plan);
        if (isRaw || (level < 0 && questionFromMs >= coverage.RawFromMs))
        {
            return [new ResolutionSpan(questionFromMs, questionThroughMs, 0)];
        }

        spans.Clear();
        Fill(questionFromMs, questionThroughMs, Preferences(level), 0);
        return Joined();
    }

    private int TargetLevel(ReadPlan plan)
    {
        if (plan.Parts == WindowParts.None)
        {
            return -1;
        }

        var isForced = plan.Tier.Resolution is not null;
        var level = tiers.Count - 1;
        if (isForced)
        {
            while (level > 0 && tiers[level].Resolution > plan.Tier.Resolution)
            {
                level--;
            }

            return level;
        }

        while (level >= 0 && !IsExact(plan, tiers[level].ResolutionMs))
        {
            level--;
        }

        for (var coarser = tiers.Count - 1; level < 0 && coarser >= 0; coarser--)
        {
            level = IsNearlyExact(plan, tiers[coarser].ResolutionMs) ? coarser : level;
        }

        return level;
    }

    private static bool IsExact(ReadPlan plan, long resolutionMs)
    {
        var (stepMs, rangeMs) = (Ms(plan.Step), Ms(plan.Range));
        if (stepMs == 0)
        {
            return !plan.TakesLast && rangeMs / resolutionMs >= SingleWindowsMin;
        }

        return plan.FirstEnd.Value % resolutionMs == 0
            && stepMs % resolutionMs == 0
            && (plan.TakesLast || rangeMs % resolutionMs == 0);
    }

    private static bool IsNearlyExact(ReadPlan plan, long resolutionMs)
    {
        var (stepMs, rangeMs) = (Ms(plan.Step), Ms(plan.Range));
        return stepMs > 0
            && stepMs / UnalignedPart >= resolutionMs
            && (plan.TakesLast || rangeMs / UnalignedPart >= resolutionMs);
    }

    // Raw samples are level -1. First what the question wants, then what is finer, each only where it is up to date;
    // then the finest there is.
    private List<(int Level, bool OnlyFresh)> Preferences(int target)
    {
        var preferences = new List<(int, bool)>();
        for (var level = target; level >= 0; level--)
        {
            preferences.Add((level, true));
        }

        preferences.Add((-1, true));
        for (var level = 0; level < tiers.Count; level++)
        {
            preferences.Add((level, false));
        }

        return preferences;
    }

    private void Fill(long fromMs, long throughMs, List<(int Level, bool OnlyFresh)> preferences, int next)
    {
        if (fromMs >= throughMs)
        {
            return;
        }

        if (next == preferences.Count)
        {
            // Nobody has anything here, or a piece of a window is all that is left of it.
            spans.Add(new ResolutionSpan(fromMs, throughMs, 0));
            return;
        }

        var (level, onlyFresh) = preferences[next];
        var cursor = fromMs;
        foreach (var (start, end) in level < 0 ? [(coverage.RawFromMs, long.MaxValue)] : Stretches(level, onlyFresh))
        {
            var (first, last) = (Math.Max(start, cursor), Math.Min(end, throughMs));
            if (level >= 0 && first < last)
            {
                (first, last) = Whole(first, last, level, isRounded: hasSteps || !onlyFresh);
            }

            if (first < last)
            {
                Fill(cursor, first, preferences, next + 1);
                spans.Add(new ResolutionSpan(first, last, level < 0 ? 0 : tiers[level].ResolutionMs));
                cursor = last;
            }
        }

        Fill(cursor, throughMs, preferences, next + 1);
    }

    // A span of a tier has whole windows. Where many steps are asked for, or nothing finer is left, the windows in
    // which the question begins and ends belong to it, too: what is asked for is rounded to them.
    private (long FromMs, long ThroughMs) Whole(long fromMs, long throughMs, int level, bool isRounded)
    {
        var resolutionMs = tiers[level].ResolutionMs;
        return (
            isRounded && fromMs == questionFromMs ? fromMs : TierFormat.WindowEnd(fromMs, resolutionMs),
            isRounded && throughMs == questionThroughMs
                ? throughMs
                : Reading.BlockTimes.RangeStart(throughMs, resolutionMs));
    }

    private IEnumerable<(long FromMs, long ThroughMs)> Stretches(int level, bool onlyFresh)
    {
        foreach (var (fromMs, throughMs) in coverage.Stretches(level, onlyFresh))
        {
            yield return (fromMs, Math.Min(throughMs, headFromMs - 1));
        }
    }

    private List<ResolutionSpan> Joined()
    {
        var joined = new List<ResolutionSpan>(spans.Count);
        foreach (var span in spans)
        {
            if (joined.Count > 0 && joined[^1].ResolutionMs == span.ResolutionMs)
            {
                joined[^1] = joined[^1] with { ThroughMs = span.ThroughMs };
            }
            else
            {
                joined.Add(span);
            }
        }

        return joined;
    }

    private static long Ms(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMillisecond;
}
