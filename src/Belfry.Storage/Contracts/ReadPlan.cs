using Belfry.Model;

namespace Belfry.Storage.Contracts;

/// <summary>
/// What will be done with the samples of a selection: ranges <c>(end - Range, end]</c> are laid over them, the first
/// ending at <see cref="FirstEnd"/>, each further one <see cref="Step"/> later.
/// </summary>
public sealed record ReadPlan
{
    /// <summary>The earliest time that any range includes.</summary>
    public required TimestampMs From { get; init; }

    /// <summary>The end of the first range.</summary>
    public required TimestampMs FirstEnd { get; init; }

    /// <summary>The end of the last range.</summary>
    public required TimestampMs LastEnd { get; init; }

    /// <summary>The distance of ranges; zero when there is but one.</summary>
    public required TimeSpan Step { get; init; }

    /// <summary>The length of each range: that of a range vector, or the lookback.</summary>
    public required TimeSpan Range { get; init; }

    /// <summary>True when of each range only the last sample counts, as with an instant vector.</summary>
    public bool TakesLast { get; init; }

    /// <summary>The columns of windows that serve; none when each sample is needed.</summary>
    public required WindowParts Parts { get; init; }

    /// <summary>Which tier to use.</summary>
    public TierChoice Tier { get; init; }

}
