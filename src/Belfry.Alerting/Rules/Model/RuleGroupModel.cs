using Belfry.Model;

namespace Belfry.Alerting.Rules.Model;

/// <summary>A group as it is evaluated: defaults filled in, expressions and templates parsed. Immutable.</summary>
internal sealed record RuleGroupModel
{
    /// <summary>The file that it is written in.</summary>
    public required string File { get; init; }

    /// <summary>The name, unique in the file.</summary>
    public required string Name { get; init; }

    /// <summary>From one evaluation to the next.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>How far before its time it queries.</summary>
    public required TimeSpan QueryOffset { get; init; }

    /// <summary>The most series or alerts of one rule; zero for any number.</summary>
    public required int Limit { get; init; }

    /// <summary>The rules in order.</summary>
    public required IReadOnlyList<RuleModel> Rules { get; init; }

    /// <summary>What holds for all groups.</summary>
    public required RuleBuildContext Context { get; init; }

    /// <summary>
    /// Everything that decides how it is evaluated, as text: two groups of the same text are the same.
    /// </summary>
    public required string Identity { get; init; }

    /// <summary>The key by which metrics and reloads know the group.</summary>
    public string Key => $"{File};{Name}";

    /// <summary>
    /// The latest time at or before <paramref name="time"/> at which the group is due. Groups have different places in
    /// their intervals, so that they do not all run at once; the place depends on name and file only, so that a restart
    /// keeps it.
    /// </summary>
    public TimestampMs SlotAtOrBefore(TimestampMs time)
    {
        var intervalMs = Math.Max((long)Interval.TotalMilliseconds, 1);
        var hash = Labels.From(("name", Name), ("file", File)).Hash;
        var offset = (long)(hash % (ulong)intervalMs);
        return new TimestampMs(time.Value - Modulo(time.Value - offset, intervalMs));
    }

    private static long Modulo(long value, long divisor) => ((value % divisor) + divisor) % divisor;
}
