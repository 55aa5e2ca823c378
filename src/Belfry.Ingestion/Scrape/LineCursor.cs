namespace Belfry.Ingestion.Scrape;

/// <summary>
/// A walk over the lines of a cache, which does not change meanwhile. It begins before the first line. The default
/// value has no lines to walk over.
/// </summary>
internal ref struct LineCursor(ScrapeCache cache)
{
    private readonly ScrapeCache cache = cache;
    private ReadOnlySpan<byte> text;
    private ReadOnlySpan<LineShape> shapes;
    private int block = -1;
    private int index = -1;
    private int start;

    // Where the line at hand ends, and with it the next one begins.
    private int end;

    /// <summary>The place of the line at hand; the number of lines behind the last.</summary>
    internal int Place { get; private set; } = -1;

    internal readonly bool IsAtEnd => Place == cache.Count;

    internal readonly ReadOnlySpan<byte> Text => text[start..end];

    internal readonly LineShape Shape => shapes[index];

    internal void MoveNext()
    {
        Place++;
        start = end;
        if (++index >= shapes.Length)
        {
            if (IsAtEnd)
            {
                return;
            }

            Enter(block + 1, 0);
        }

        end = shapes[index].EndOffset;
    }

    /// <summary>Goes to a place, or behind the last line.</summary>
    internal void MoveTo(int place)
    {
        Place = place;
        if (IsAtEnd)
        {
            return;
        }

        var at = cache.BlockOf(place);
        Enter(at, place - cache.FirstOf(at));
        end = shapes[index].EndOffset;
    }

    private void Enter(int blockIndex, int lineIndex)
    {
        block = blockIndex;
        text = cache.Blocks[block].Text;
        shapes = cache.Blocks[block].Shapes;
        index = lineIndex;
        start = index == 0 ? 0 : shapes[index - 1].EndOffset;
    }
}
