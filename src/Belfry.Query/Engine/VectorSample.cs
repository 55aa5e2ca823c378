using Belfry.Model;

namespace Belfry.Query.Engine;

/// <summary>One element of a vector.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="Timestamp">The evaluation time.</param>
/// <param name="Value">Its value; never a stale marker.</param>
public sealed record VectorSample(Labels Labels, TimestampMs Timestamp, double Value);
