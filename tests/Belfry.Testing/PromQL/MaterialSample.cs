using Belfry.Model.Histograms;

namespace Belfry.Testing.PromQL;

/// <summary>One sample of the material.</summary>
/// <param name="TimeMs">Its time in milliseconds, never a whole second.</param>
/// <param name="Value">Its value, which may be a stale marker.</param>
/// <param name="Histogram">The native histogram that it is instead; or null.</param>
public readonly record struct MaterialSample(long TimeMs, double Value, NativeHistogram? Histogram = null);
