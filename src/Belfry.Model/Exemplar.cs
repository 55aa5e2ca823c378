namespace Belfry.Model;

/// <summary>An example behind a sample: mostly the trace of one observation.</summary>
/// <param name="Labels">What names it; as UTF-16 at most 128 characters in all, as OpenMetrics says.</param>
/// <param name="Value">The observed value.</param>
/// <param name="Timestamp">When it was observed.</param>
public sealed record Exemplar(Labels Labels, double Value, TimestampMs Timestamp);
