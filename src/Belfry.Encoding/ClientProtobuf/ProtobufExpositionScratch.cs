using Belfry.Encoding.Exposition;

namespace Belfry.Encoding.ClientProtobuf;

/// <summary>What readers of protobuf expositions reuse from scrape to scrape. Owned by one target's loop.</summary>
public sealed class ProtobufExpositionScratch
{
    internal SeriesTextBuffer Series { get; } = new();

    internal SeriesTextBuffer Metadata { get; } = new();

    internal BoundTexts Bounds { get; } = new();
}
