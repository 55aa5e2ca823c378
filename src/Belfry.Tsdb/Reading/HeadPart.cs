using System.Buffers;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Head;

namespace Belfry.Tsdb.Reading;

/// <summary>A series of the head, with all that is committed when it is read.</summary>
internal sealed class HeadPart(HeadSeries series) : SeriesPart
{
    internal override void Read(long fromMs, long throughMs, SampleColumns destination)
    {
        var open = ArrayPool<byte>.Shared.Rent(1024);
        var rented = open;
        try
        {
            var openLength = series.Capture(ref open, out var current);
            ReadClosed(current, openLength, open, fromMs, throughMs, destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static void ReadClosed(
        HeadChunk? current, int openLength, byte[] open, long fromMs, long throughMs, SampleColumns destination)
    {
        var chunks = ArrayPool<HeadChunk>.Shared.Rent(32);
        var count = 0;
        for (var chunk = current; chunk is not null; chunk = chunk.Previous)
        {
            Collect(chunk, fromMs, throughMs, ref chunks, ref count);
        }

        for (var index = count - 1; index >= 0; index--)
        {
            destination.Decode(chunks[index].Bytes, fromMs, throughMs);
        }

        ArrayPool<HeadChunk>.Shared.Return(chunks, clearArray: true);
        if (openLength > 0)
        {
            destination.Decode(open.AsSpan(0, openLength), fromMs, throughMs);
        }
    }

    private static void Collect(HeadChunk chunk, long fromMs, long throughMs, ref HeadChunk[] chunks, ref int count)
    {
        if (chunk.MaxTimeMs < fromMs || chunk.MinTimeMs > throughMs)
        {
            return;
        }

        if (count == chunks.Length)
        {
            var larger = ArrayPool<HeadChunk>.Shared.Rent(count * 2);
            chunks.AsSpan(0, count).CopyTo(larger);
            ArrayPool<HeadChunk>.Shared.Return(chunks, clearArray: true);
            chunks = larger;
        }

        chunks[count++] = chunk;
    }
}
