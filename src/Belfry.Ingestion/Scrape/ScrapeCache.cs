using System.Buffers;
using Belfry.Model;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// The lines of a target's last good exposition in their order. The next exposition almost always has the same lines in
/// the same order, so a line is found by comparing its bytes with the line at the same place; only where the two differ
/// is it looked up by hash. Written by the target's loop; other threads only read metadata texts, by
/// <see cref="CopyMetadata"/>.
/// </summary>
internal sealed class ScrapeCache
{
    private volatile LineBlock[] blocks = [];

    // By block, the place of its first line; one more for what is behind the last.
    private int[] firsts = [0];
    private CachedLine[] lines = [];
    private int[]? index;
    private int indexMask;

    internal int Count => firsts[^1];

    internal int TextLengthBytes { get; private set; }

    internal ReadOnlySpan<LineBlock> Blocks => blocks;

    /// <summary>What became of the lines; to be changed in place by the target's loop.</summary>
    internal Span<CachedLine> Lines => lines.AsSpan(0, Count);

    /// <summary>The place of the first line of a block.</summary>
    internal int FirstOf(int block) => firsts[block];

    /// <summary>The block that has the line at a place.</summary>
    internal int BlockOf(int place)
    {
        var found = Array.BinarySearch(firsts, place);
        return found >= 0 ? found : ~found - 1;
    }

    internal ReadOnlySpan<byte> TextOf(int place)
    {
        var block = BlockOf(place);
        return blocks[block].TextOf(place - firsts[block]);
    }

    /// <summary>The line with this text, or -1. The index is made when it is first needed after a change.</summary>
    internal int Find(ReadOnlySpan<byte> lineText)
    {
        if (Count == 0)
        {
            return -1;
        }

        index ??= Index();
        var slot = (int)XxHash64.Hash(lineText) & indexMask;
        while (index[slot] > 0)
        {
            var place = index[slot] - 1;
            if (TextOf(place).SequenceEqual(lineText))
            {
                return place;
            }

            slot = (slot + 1) & indexMask;
        }

        return -1;
    }

    /// <summary>Puts other lines in place of all that are here.</summary>
    internal void Replace(LineBuffer content, LinePool pool)
    {
        var shared = content.Share(pool);
        var places = new int[shared.Count + 1];
        TextLengthBytes = 0;
        for (var block = 0; block < shared.Count; block++)
        {
            places[block + 1] = places[block] + shared[block].Shapes.Length;
            TextLengthBytes += shared[block].Text.Length;
        }

        blocks = [.. shared];
        firsts = places;
        Store(ref lines, content.Lines);
        DropIndex();
    }

    /// <summary>Gives back what only changing expositions need.</summary>
    internal void DropIndex()
    {
        if (index is not null)
        {
            ArrayPool<int>.Shared.Return(index);
            index = null;
        }
    }

    /// <summary>The texts of all metadata lines, as an exposition of their own. Any thread.</summary>
    internal byte[] CopyMetadata()
    {
        var copy = new ArrayBufferWriter<byte>();
        foreach (var block in blocks)
        {
            for (var line = 0; line < block.Shapes.Length; line++)
            {
                if (block.Shapes[line].IsMetadata)
                {
                    copy.Write(block.TextOf(line));
                }
            }
        }

        return copy.WrittenSpan.ToArray();
    }

    // Keeps an array that fits without wasting an eighth; else takes one of just the right size.
    private static void Store<T>(ref T[] array, ReadOnlySpan<T> content)
    {
        if (array.Length < content.Length || array.Length - content.Length > content.Length / 8)
        {
            array = new T[content.Length + (array.Length == 0 ? 0 : content.Length / 16)];
        }

        content.CopyTo(array);
    }

    private int[] Index()
    {
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(Count, 8)) * 2;
        indexMask = size - 1;
        var slots = ArrayPool<int>.Shared.Rent(size);
        slots.AsSpan(0, size).Clear();
        var cursor = new LineCursor(this);
        cursor.MoveNext();
        for (; !cursor.IsAtEnd; cursor.MoveNext())
        {
            var slot = (int)XxHash64.Hash(cursor.Text) & indexMask;
            while (slots[slot] > 0)
            {
                slot = (slot + 1) & indexMask;
            }

            slots[slot] = cursor.Place + 1;
        }

        return slots;
    }
}
