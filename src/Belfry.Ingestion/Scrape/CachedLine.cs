using System.Runtime.InteropServices;
using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Scrape;

/// <summary>What became of a line of a target's last exposition. Twelve bytes: there is one for every series.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct CachedLine
{
    /// <summary>The series; none while the store has no room for it, and for lines that are not stored.</summary>
    internal SeriesRef Series;

    internal LineKind Kind;

    /// <summary>What the sample read last was, which its stale marker will be.</summary>
    internal SampleKind Sample;

    /// <summary>True when the series gets a stale marker once the line is gone.</summary>
    internal bool IsTracked;
}
