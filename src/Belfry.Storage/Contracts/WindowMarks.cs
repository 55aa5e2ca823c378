namespace Belfry.Storage.Contracts;

/// <summary>What a window holds beside its float samples. None by default.</summary>
[Flags]
public enum WindowMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A stale marker came after the last sample.</summary>
    EndsStale = 1,

    /// <summary>There were native histograms, which only raw samples show.</summary>
    HasHistograms = 2,
}
