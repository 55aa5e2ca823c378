namespace Belfry.Ingestion.Scrape;

/// <summary>
/// A few dozen lines of an exposition, one after another: their texts and what follows from these. Immutable, and
/// shared by all targets that have them.
/// </summary>
internal sealed class LineBlock(ReadOnlySpan<byte> text, ReadOnlySpan<LineShape> shapes)
{
    private readonly byte[] text = text.ToArray();
    private readonly LineShape[] shapes = shapes.ToArray();

    /// <summary>The texts of all lines together.</summary>
    internal ReadOnlySpan<byte> Text => text;

    /// <summary>The lines, in their order.</summary>
    internal ReadOnlySpan<LineShape> Shapes => shapes;

    internal ReadOnlySpan<byte> TextOf(int index)
    {
        var start = index == 0 ? 0 : shapes[index - 1].EndOffset;
        return text.AsSpan(start, shapes[index].EndOffset - start);
    }

    internal bool IsSame(ReadOnlySpan<byte> otherText, ReadOnlySpan<LineShape> otherShapes) =>
        Text.SequenceEqual(otherText) && Shapes.SequenceEqual(otherShapes);
}
