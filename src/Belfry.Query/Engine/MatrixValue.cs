namespace Belfry.Query.Engine;

/// <summary>
/// Several points for each of some label sets: a range query's answer, or an instant query of a range selector.
/// </summary>
/// <param name="Series">Each label set once, sorted by labels; none is without points.</param>
public sealed record MatrixValue(IReadOnlyList<MatrixSeries> Series) : QueryValue;
