namespace Belfry.Ingestion.Scrape;

/// <summary>What a cached line is.</summary>
internal enum LineKind : byte
{
    /// <summary>A sample that is stored.</summary>
    Series,

    /// <summary>A sample that relabelling drops.</summary>
    Dropped,

    /// <summary>Help, type or unit of a family.</summary>
    Metadata,
}
