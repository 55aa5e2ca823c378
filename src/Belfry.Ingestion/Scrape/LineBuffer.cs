using System.Buffers;
using Belfry.Model.Metrics;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// Lines being written one after another: what the cache will be after a scrape whose lines differ from the last one's.
/// Its arrays come from a pool and go back by <see cref="Return"/>. Owned by one scrape.
/// </summary>
internal sealed class LineBuffer
{
    private readonly List<LineBlock> kept = [];
    private byte[] text;
    private int textLengthBytes;
    private LineShape[] shapes;
    private int shapeCount;
    private CachedLine[] lines;
    private int count;

    internal LineBuffer(int textLengthBytes, int lineCount)
    {
        text = ArrayPool<byte>.Shared.Rent(Math.Max(textLengthBytes, 1024));
        shapes = ArrayPool<LineShape>.Shared.Rent(Math.Max(lineCount, 16));
        lines = ArrayPool<CachedLine>.Shared.Rent(Math.Max(lineCount, 16));
    }

    internal ReadOnlySpan<CachedLine> Lines => lines.AsSpan(0, count);

    /// <summary>All lines in blocks; to be asked once, when all are there.</summary>
    internal List<LineBlock> Share(LinePool pool)
    {
        pool.Share(text.AsSpan(0, textLengthBytes), shapes.AsSpan(0, shapeCount), kept);
        return kept;
    }

    /// <summary>Takes over, before anything else, a block that stays whole, with what became of its lines.</summary>
    internal void AddBlock(LineBlock block, ReadOnlySpan<CachedLine> ofBlock)
    {
        kept.Add(block);
        Grow(ref lines, count, ofBlock.Length);
        ofBlock.CopyTo(lines.AsSpan(count));
        count += ofBlock.Length;
    }

    /// <summary>Adds a line.</summary>
    internal void Add(in CachedLine line, MetricType declaredType, ReadOnlySpan<byte> lineText)
    {
        Grow(ref text, textLengthBytes, lineText.Length);
        Grow(ref shapes, shapeCount, 1);
        Grow(ref lines, count, 1);
        lineText.CopyTo(text.AsSpan(textLengthBytes));
        textLengthBytes += lineText.Length;
        shapes[shapeCount++] = new LineShape(textLengthBytes, line.Kind == LineKind.Metadata, declaredType);
        lines[count++] = line;
    }

    /// <summary>Gives the arrays back; nothing here is used afterwards.</summary>
    internal void Return()
    {
        ArrayPool<byte>.Shared.Return(text);
        ArrayPool<LineShape>.Shared.Return(shapes);
        ArrayPool<CachedLine>.Shared.Return(lines);
        (text, shapes, lines) = ([], [], []);
    }

    private static void Grow<T>(ref T[] buffer, int used, int more)
    {
        if (buffer.Length - used >= more)
        {
            return;
        }

        var larger = ArrayPool<T>.Shared.Rent(checked(Math.Max(buffer.Length * 2, used + more)));
        buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<T>.Shared.Return(buffer);
        buffer = larger;
    }
}
