namespace Belfry.Query.Engine.Accounting;

/// <summary>Where in a query the account is.</summary>
/// <param name="Grid">The evaluation times.</param>
/// <param name="Meter">Where samples are noted.</param>
internal readonly record struct AccountFrame(StepGrid Grid, SampleMeter Meter)
{
    /// <summary>Whether parts that do not depend on the time are computed once.</summary>
    internal bool Wraps { get; init; } = true;

    /// <summary>Whether what parts give is kept.</summary>
    internal bool IsKept { get; init; } = true;
}
