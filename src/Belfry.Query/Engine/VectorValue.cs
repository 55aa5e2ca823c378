namespace Belfry.Query.Engine;

/// <summary>One sample for each of some label sets, all at the evaluation time; an instant query's answer.</summary>
/// <param name="Samples">
/// Each label set once; in the order that <c>sort</c> or <c>topk</c> gave, otherwise sorted by labels.
/// </param>
public sealed record VectorValue(IReadOnlyList<VectorSample> Samples) : QueryValue;
