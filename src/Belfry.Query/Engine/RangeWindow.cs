namespace Belfry.Query.Engine;

/// <summary>
/// The range that a range vector covers at each step: open on the left, closed on the right, <c>(end - range, end]</c>.
/// Milliseconds.
/// </summary>
/// <param name="Grid">The evaluation times.</param>
/// <param name="RangeMs">The length.</param>
/// <param name="OffsetMs">How far before the evaluation time it ends.</param>
/// <param name="FixedAtMs">The evaluation time that <c>@</c> fixed, for every step; null without it.</param>
internal readonly record struct RangeWindow(StepGrid Grid, long RangeMs, long OffsetMs, long? FixedAtMs)
{
    /// <summary>All evaluation times of which <c>Grid</c> has some; see <see cref="Scope.Whole"/>.</summary>
    internal StepGrid WholeGrid { get; init; } = Grid;

    /// <summary>The ranges of all steps, those included that an earlier answer has.</summary>
    internal RangeWindow InWhole => this with { Grid = WholeGrid };

    /// <summary>How far the range moves from one step to the next.</summary>
    internal long StrideMs => FixedAtMs is null ? Grid.StepMs : 0;

    internal long EndAt(int step) => (FixedAtMs ?? Grid.TimeAt(step)) - OffsetMs;

    /// <summary>The earliest time that any range includes.</summary>
    internal long FirstMs => EndAt(0) - RangeMs + 1;

    /// <summary>The latest time that any range includes.</summary>
    internal long LastMs => EndAt(Math.Max(Grid.Count - 1, 0));
}
