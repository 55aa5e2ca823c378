namespace Belfry.Tsdb.Head;

/// <summary>
/// Samples of a series that came so late that the block of their time was cut already: those that come now, and those
/// that are being written to a block of their own. Written under the series' sequence lock.
/// </summary>
internal sealed class LateSamples
{
    /// <summary>What comes now.</summary>
    internal HeadChunk? Current;

    /// <summary>What is on its way to a block, or in one that not every reader knows yet.</summary>
    internal HeadChunk? Leaving;

    internal bool IsEmpty => Current is null && Leaving is null;
}
