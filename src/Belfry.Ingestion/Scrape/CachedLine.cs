using Belfry.Model.Metrics;
using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Scrape;

/// <summary>One entry of a target's last exposition: where its text is in the cache, and what became of it.</summary>
internal struct CachedLine
{
    /// <summary>Where the text starts in the cache's text.</summary>
    internal int TextOffset;

    /// <summary>A sample's series with its braces, or a whole metadata line with its line feed.</summary>
    internal int TextLengthBytes;

    /// <summary>The series; none while the store has no room for it, and for lines that are not stored.</summary>
    internal SeriesRef Series;

    internal LineKind Kind;

    /// <summary>The type declared last, with this line.</summary>
    internal MetricType DeclaredType;

    /// <summary>What the sample read last was, which its stale marker will be.</summary>
    internal SampleKind Sample;

    /// <summary>True when the series gets a stale marker once the line is gone.</summary>
    internal bool IsTracked;
}
