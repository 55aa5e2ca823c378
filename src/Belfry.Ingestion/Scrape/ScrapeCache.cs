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
    private readonly Lock contentLock = new();
    private byte[] text = [];
    private int textLengthBytes;
    private CachedLine[] lines = [];
    private int count;
    private int[]? index;
    private int indexMask;

    internal int Count => count;

    internal int TextLengthBytes => textLengthBytes;

    internal ReadOnlySpan<byte> Text => text.AsSpan(0, textLengthBytes);

    /// <summary>The lines; their series may be changed in place by the target's loop.</summary>
    internal Span<CachedLine> Lines => lines.AsSpan(0, count);

    internal ReadOnlySpan<byte> TextOf(in CachedLine line) => text.AsSpan(line.TextOffset, line.TextLengthBytes);

    /// <summary>The line with this text, or -1. The index is made when it is first needed after a change.</summary>
    internal int Find(ReadOnlySpan<byte> lineText)
    {
        if (count == 0)
        {
            return -1;
        }

        index ??= Index();
        var slot = (int)XxHash64.Hash(lineText) & indexMask;
        while (index[slot] > 0)
        {
            var place = index[slot] - 1;
            if (TextOf(lines[place]).SequenceEqual(lineText))
            {
                return place;
            }

            slot = (slot + 1) & indexMask;
        }

        return -1;
    }

    /// <summary>Puts other lines in place of all that are here.</summary>
    internal void Replace(LineBuffer content)
    {
        lock (contentLock)
        {
            Store(ref text, content.Text);
            Store(ref lines, content.Lines);
            textLengthBytes = content.Text.Length;
            count = content.Lines.Length;
        }

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
        lock (contentLock)
        {
            var copy = new ArrayBufferWriter<byte>();
            foreach (ref readonly var line in lines.AsSpan(0, count))
            {
                if (line.Kind == LineKind.Metadata)
                {
                    copy.Write(TextOf(line));
                }
            }

            return copy.WrittenSpan.ToArray();
        }
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
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(count, 8)) * 2;
        indexMask = size - 1;
        var slots = ArrayPool<int>.Shared.Rent(size);
        slots.AsSpan(0, size).Clear();
        for (var place = 0; place < count; place++)
        {
            var slot = (int)XxHash64.Hash(TextOf(lines[place])) & indexMask;
            while (slots[slot] > 0)
            {
                slot = (slot + 1) & indexMask;
            }

            slots[slot] = place + 1;
        }

        return slots;
    }
}
