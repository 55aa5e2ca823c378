using System.Buffers;
using Belfry.Encoding.Remote;
using Belfry.Model;

namespace Belfry.Ingestion.Push;

/// <summary>What one request needs while it is decoded. Owned by one request at a time, then reused.</summary>
internal sealed class RemoteWriteScratch(SeriesCache cache, RemoteWriteCounters counters)
{
    private byte[] decoded = [];

    internal RemoteLabels Labels { get; } = new();

    internal SeriesCacheCursor Cursor { get; } = new(cache);

    internal RemoteSymbols Symbols { get; } = new();

    internal LabelsBuilder ExemplarLabels { get; } = new();

    internal RequestTally Tally { get; } = new(counters);

    /// <summary>Room for a decompressed request; what was in it before means nothing.</summary>
    internal Span<byte> Decoded(int lengthBytes)
    {
        if (decoded.Length < lengthBytes)
        {
            Return();
            decoded = ArrayPool<byte>.Shared.Rent(lengthBytes);
        }

        return decoded.AsSpan(0, lengthBytes);
    }

    /// <summary>Gives a large buffer back, so that one large request does not cost memory for ever.</summary>
    internal void Trim()
    {
        if (decoded.Length > 1 << 20)
        {
            Return();
        }
    }

    private void Return()
    {
        if (decoded.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(decoded);
            decoded = [];
        }
    }
}
