namespace Belfry.Query.Engine.Accounting;

/// <summary>A subquery with its durations computed.</summary>
/// <param name="Grid">Its evaluation times; may be none.</param>
/// <param name="RangeMs">Its range.</param>
/// <param name="OffsetMs">How far before the outer time it ends.</param>
internal readonly record struct SubqueryShape(StepGrid Grid, long RangeMs, long OffsetMs);
