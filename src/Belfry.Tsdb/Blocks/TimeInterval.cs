namespace Belfry.Tsdb.Blocks;

/// <summary>Times from <paramref name="FromMs"/> through <paramref name="ThroughMs"/>, both included.</summary>
internal readonly record struct TimeInterval(long FromMs, long ThroughMs)
{
    internal bool Contains(long timeMs) => timeMs >= FromMs && timeMs <= ThroughMs;
}
