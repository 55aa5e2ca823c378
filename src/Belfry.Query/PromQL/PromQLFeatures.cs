namespace Belfry.Query.PromQL;

/// <summary>
/// Which parts of the language behind feature flags are allowed. The default allows none, as Prometheus does.
/// </summary>
public sealed record PromQLFeatures
{
    /// <summary>The stable language.</summary>
    public static PromQLFeatures Stable { get; } = new();

    /// <summary>Everything there is.</summary>
    public static PromQLFeatures All { get; } =
        new() { ExperimentalFunctions = true, ExtendedRangeSelectors = true, FillModifiers = true };

    /// <summary>The flag <c>promql-experimental-functions</c>.</summary>
    public bool ExperimentalFunctions { get; init; }

    /// <summary>The flag <c>promql-extended-range-selectors</c>.</summary>
    public bool ExtendedRangeSelectors { get; init; }

    /// <summary>The flag <c>promql-binop-fill-modifiers</c>.</summary>
    public bool FillModifiers { get; init; }
}
