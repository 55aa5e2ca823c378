namespace Belfry.Query.Engine;

/// <summary>
/// What the value at a step depends on, found while an expression is compiled. Not thread-safe, then read only.
/// </summary>
internal sealed class StepDependence
{
    /// <summary>The samples it is computed from, by their time minus the step's; null when there are none.</summary>
    internal StepReach? Moving { get; private set; }

    /// <summary>The same at fixed times, whatever the step; null when there are none.</summary>
    internal StepReach? Fixed { get; private set; }

    /// <summary>
    /// Whether it also depends on where the query begins or ends, or on series that have no sample near the step.
    /// </summary>
    internal bool IsOnQuery { get; set; }

    internal void Add(StepReach reach)
    {
        if (reach.IsFixed)
        {
            Fixed = Both(Fixed, reach);
        }
        else
        {
            Moving = Both(Moving, reach);
        }
    }

    private static StepReach Both(StepReach? one, StepReach other) => one is not { } known ? other : known with
    {
        FromMs = Math.Min(known.FromMs, other.FromMs),
        ThroughMs = Math.Max(known.ThroughMs, other.ThroughMs),
    };
}
