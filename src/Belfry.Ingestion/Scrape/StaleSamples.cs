using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Scrape;

/// <summary>Ends series with the marker of the kind of their samples.</summary>
internal static class StaleSamples
{
    // Shared by all: histograms never change.
    private static readonly IntegerHistogram Integers = new() { Sum = StaleMarker.Value };
    private static readonly FloatHistogram Floats = new() { Sum = StaleMarker.Value };

    /// <summary>
    /// Appends the marker. It is refused when the series got a newer sample from elsewhere, or is gone: then it is not
    /// stale.
    /// </summary>
    internal static void Append(ISampleAppender appender, SeriesRef series, SampleKind kind, TimestampMs at) =>
        _ = kind switch
        {
            SampleKind.Float => appender.Append(series, at, StaleMarker.Value),
            SampleKind.IntegerHistogram => appender.Append(series, at, Integers),
            _ => appender.Append(series, at, Floats),
        };
}
