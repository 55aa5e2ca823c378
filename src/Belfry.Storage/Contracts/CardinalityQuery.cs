using Belfry.Model.Matching;

namespace Belfry.Storage.Contracts;

/// <summary>What <see cref="ICardinalitySource"/> is asked.</summary>
public sealed record CardinalityQuery
{
    /// <summary>Series that satisfy every matcher of any of the lists are counted; all of them without any
    /// list.</summary>
    public IReadOnlyList<IReadOnlyList<LabelMatcher>> AnyOf { get; init; } = [];

    /// <summary>The label whose values are listed; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>The most entries of each list.</summary>
    public required int Limit { get; init; }
}
