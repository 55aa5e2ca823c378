using Belfry.Model;

namespace Belfry.Query.Engine;

/// <summary>A number without labels; an instant query's answer only.</summary>
/// <param name="Timestamp">The evaluation time.</param>
/// <param name="Number">The number.</param>
public sealed record ScalarValue(TimestampMs Timestamp, double Number) : QueryValue;
