namespace Belfry.Query.Engine;

/// <summary>
/// Which times something depends on, both ends included: seen from a step of the query, or the same for every step when
/// <c>@</c> fixed them. Milliseconds. The default value is the step itself.
/// </summary>
/// <param name="FromMs">The first, minus the step's time unless fixed.</param>
/// <param name="ThroughMs">The last, minus the step's time unless fixed.</param>
/// <param name="IsFixed">Whether these are times themselves.</param>
internal readonly record struct StepReach(long FromMs, long ThroughMs, bool IsFixed)
{
    /// <summary>What a range that is evaluated within this reach depends on.</summary>
    internal StepReach Of(RangeWindow window)
    {
        var at = window.FixedAtMs is { } fixedMs ? new StepReach(fixedMs, fixedMs, true) : this;
        return at with
        {
            FromMs = at.FromMs - window.OffsetMs - window.RangeMs + 1,
            ThroughMs = at.ThroughMs - window.OffsetMs,
        };
    }
}
