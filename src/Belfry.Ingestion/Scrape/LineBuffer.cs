using System.Buffers;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// Lines with their texts, one after another, being written: what the cache will be after a scrape whose lines differ
/// from the last one's. Its arrays come from a pool and go back by <see cref="Return"/>. Owned by one scrape.
/// </summary>
internal sealed class LineBuffer
{
    private byte[] text;
    private int textLengthBytes;
    private CachedLine[] lines;
    private int count;

    internal LineBuffer(int textLengthBytes, int lineCount)
    {
        text = ArrayPool<byte>.Shared.Rent(Math.Max(textLengthBytes, 1024));
        lines = ArrayPool<CachedLine>.Shared.Rent(Math.Max(lineCount, 16));
    }

    internal ReadOnlySpan<byte> Text => text.AsSpan(0, textLengthBytes);

    internal ReadOnlySpan<CachedLine> Lines => lines.AsSpan(0, count);

    /// <summary>Takes over lines that stand at the same places, with their texts.</summary>
    internal void AddPrefix(ReadOnlySpan<CachedLine> prefix, ReadOnlySpan<byte> prefixText)
    {
        Grow(ref text, textLengthBytes, prefixText.Length);
        Grow(ref lines, count, prefix.Length);
        prefixText.CopyTo(text);
        prefix.CopyTo(lines);
        textLengthBytes = prefixText.Length;
        count = prefix.Length;
    }

    /// <summary>Adds a line; its place of text is set here.</summary>
    internal void Add(CachedLine line, ReadOnlySpan<byte> lineText)
    {
        Grow(ref text, textLengthBytes, lineText.Length);
        Grow(ref lines, count, 1);
        line.TextOffset = textLengthBytes;
        line.TextLengthBytes = lineText.Length;
        lineText.CopyTo(text.AsSpan(textLengthBytes));
        textLengthBytes += lineText.Length;
        lines[count++] = line;
    }

    /// <summary>Gives the arrays back; nothing here is used afterwards.</summary>
    internal void Return()
    {
        ArrayPool<byte>.Shared.Return(text);
        ArrayPool<CachedLine>.Shared.Return(lines);
        text = [];
        lines = [];
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
