namespace Belfry.Ingestion.Scrape;

/// <summary>What one scrape held and what became of it.</summary>
internal struct ScrapeTally
{
    /// <summary>Samples in the exposition.</summary>
    internal int Scraped;

    /// <summary>Samples left after relabelling, whatever the store said to them.</summary>
    internal int PostRelabeling;

    /// <summary>Samples whose line was not in the cache.</summary>
    internal int SeriesAdded;

    internal int OutOfOrder;

    internal int DuplicateTimestamp;

    internal int OutOfBounds;

    /// <summary>Exemplars older than those of their series, where all of a sample were.</summary>
    internal int ExemplarsOutOfOrder;

    /// <summary>Native histograms that cannot be reduced to the buckets allowed.</summary>
    internal int BucketLimitExceeded;

    /// <summary>Samples that the store has no room for.</summary>
    internal int LimitReached;
}
