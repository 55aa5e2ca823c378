using Belfry.Model;

namespace Belfry.Query.Engine;

/// <summary>A number of samples at one evaluation step.</summary>
/// <param name="Timestamp">The evaluation time.</param>
/// <param name="Samples">The number.</param>
public readonly record struct StepSamples(TimestampMs Timestamp, long Samples);
