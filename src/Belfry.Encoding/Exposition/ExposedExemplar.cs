using Belfry.Model;

namespace Belfry.Encoding.Exposition;

/// <summary>An exemplar as it stands in an exposition, without its labels.</summary>
/// <param name="Value">The observed value.</param>
/// <param name="HasTimestamp">Whether it says when it was observed.</param>
/// <param name="Timestamp">When it was observed; meaningless without.</param>
public readonly record struct ExposedExemplar(double Value, bool HasTimestamp, TimestampMs Timestamp);
