namespace Belfry.Storage.Contracts;

/// <summary>A stretch of time that is read at one resolution.</summary>
/// <param name="FromMs">Its open start, in milliseconds.</param>
/// <param name="ThroughMs">Its end, included.</param>
/// <param name="ResolutionMs">Zero for raw samples, else the length of the windows; both ends are its
/// multiples, unless they are the ends of the whole question.</param>
public readonly record struct ResolutionSpan(long FromMs, long ThroughMs, long ResolutionMs);
