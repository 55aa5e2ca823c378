using System.Buffers;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Head;

namespace Belfry.Tsdb.Reading;

/// <summary>A series of the head, with all that is committed when it is read.</summary>
internal sealed class HeadPart(HeadSeries series) : SeriesPart
{
    /// <summary>Whether it may have samples in a range, both ends included.</summary>
    internal bool MayOverlap(long fromMs, long throughMs) => series.MayOverlap(fromMs, throughMs);

    internal override void Read(long fromMs, long throughMs, SampleColumns destination)
    {
        var open = ArrayPool<byte>.Shared.Rent(1024);
        var rented = open;
        try
        {
            var content = series.Capture(ref open);
            if (content.Late is null && content.Leaving is null)
            {
                ReadMain(content, open, fromMs, throughMs, destination);
            }
            else
            {
                ReadAll(content, open, fromMs, throughMs, destination);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    internal override bool TryReadLast(long fromMs, long throughMs, out long timeMs, out double value) =>
        series.TryReadLast(fromMs, throughMs, out timeMs, out value);

    private static void ReadMain(
        in SeriesContent content, byte[] open, long fromMs, long throughMs, SampleColumns destination)
    {
        if (content.Closed is not null)
        {
            ChunkChain.Read(content.Closed, fromMs, throughMs, destination);
        }

        if (content.OpenCount > 0 && content.OpenMinTimeMs <= throughMs && content.OpenMaxTimeMs >= fromMs)
        {
            destination.Decode(
                content.OpenEncoding, open.AsSpan(0, content.OpenLengthBytes), fromMs, throughMs);
        }
    }

    private static void ReadAll(
        SeriesContent content, byte[] open, long fromMs, long throughMs, SampleColumns destination)
    {
        using var merged = new MergeColumns();
        merged.Add(into => ReadMain(content, open, fromMs, throughMs, into));
        merged.Add(into => ChunkChain.Read(content.Leaving, fromMs, throughMs, into));
        merged.Add(into => ChunkChain.Read(content.Late, fromMs, throughMs, into));
        merged.CopyTo(destination);
    }
}
