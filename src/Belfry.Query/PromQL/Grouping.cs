namespace Belfry.Query.PromQL;

/// <summary>The grouping clause of an aggregation.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="IsWithout">True for <c>without</c>.</param>
internal sealed record Grouping(IReadOnlyList<string> Labels, bool IsWithout)
{
    /// <summary>No clause: one group.</summary>
    internal static Grouping None { get; } = new([], false);
}
