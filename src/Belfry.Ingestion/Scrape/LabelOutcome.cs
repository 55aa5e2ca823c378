namespace Belfry.Ingestion.Scrape;

/// <summary>What became of the labels of a scraped sample.</summary>
internal enum LabelOutcome
{
    /// <summary>They are wrong or beyond a limit: the scrape fails.</summary>
    Invalid,

    /// <summary>Relabelling drops the sample.</summary>
    Dropped,

    /// <summary>The sample is stored under them.</summary>
    Kept,
}
