using Belfry.Model;

namespace Belfry.Query.Engine;

/// <summary>A text; an instant query's answer only.</summary>
/// <param name="Timestamp">The evaluation time.</param>
/// <param name="Text">The text.</param>
public sealed record StringValue(TimestampMs Timestamp, string Text) : QueryValue;
