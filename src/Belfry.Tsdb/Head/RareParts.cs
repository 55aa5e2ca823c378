namespace Belfry.Tsdb.Head;

/// <summary>What few series have, so that it costs the others one reference. Written under the series' sequence
/// lock.</summary>
internal sealed class RareParts
{
    /// <summary>The writing end of native histograms.</summary>
    internal OpenHistograms? Histograms;

    /// <summary>Samples of times whose block was cut already.</summary>
    internal LateSamples? Late;
}
