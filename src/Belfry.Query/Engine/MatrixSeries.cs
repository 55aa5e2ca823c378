using Belfry.Model;

namespace Belfry.Query.Engine;

/// <summary>One row of a matrix: <c>TimestampsMs[n]</c> strictly rising, <c>Values[n]</c>, no stale markers.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="TimestampsMs">The times in milliseconds.</param>
/// <param name="Values">The values.</param>
public sealed record MatrixSeries(Labels Labels, ReadOnlyMemory<long> TimestampsMs, ReadOnlyMemory<double> Values);
