namespace Belfry.Ingestion.Scrape;

/// <summary>How a body is read.</summary>
internal enum ExpositionFormat
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Text 0.0.4 or 1.0.0.</summary>
    Text,

    /// <summary>OpenMetrics text.</summary>
    OpenMetrics,

    /// <summary>Delimited protobuf.</summary>
    Protobuf,
}
