namespace Belfry.Ingestion.Scrape;

/// <summary>What a sample is.</summary>
internal enum SampleKind : byte
{
    /// <summary>A float.</summary>
    Float,

    /// <summary>A native histogram with whole counts.</summary>
    IntegerHistogram,

    /// <summary>A native histogram with fractional counts.</summary>
    FloatHistogram,
}
