using System.Numerics;
using Belfry.Model;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// Blocks of lines that targets share: the targets of a job mostly expose the same lines, and their texts would be the
/// greater part of what a scraped series costs. Where a block ends depends on its lines alone, so that a line more or
/// less changes one block and not all behind it. Holds blocks only as long as some target does, so what targets may
/// have bounds it. Thread-safe.
/// </summary>
internal sealed class LinePool
{
    // A block ends behind a line whose hash has these bits zero: some forty lines on average.
    private const ulong EndMask = 31;
    private const int LineCountMin = 8;
    private const int LineCountMax = 256;
    private const int SweepCountMin = 1024;

    private readonly Lock blocksLock = new();
    private readonly Dictionary<ulong, WeakReference<LineBlock>> blocks = [];
    private int sweepCount = SweepCountMin;

    /// <summary>How many blocks it knows, among them such as nobody has any more.</summary>
    internal int Count
    {
        get
        {
            lock (blocksLock)
            {
                return blocks.Count;
            }
        }
    }

    /// <summary>Divides lines into blocks, found or made, and adds them to <paramref name="destination"/>.</summary>
    internal void Share(ReadOnlySpan<byte> text, Span<LineShape> shapes, List<LineBlock> destination)
    {
        var first = 0;
        var start = 0;
        var end = 0;
        var hash = 0ul;
        for (var index = 0; index < shapes.Length; index++)
        {
            var shape = shapes[index];
            var ofLine = XxHash64.Hash(text[end..shape.EndOffset]);
            end = shape.EndOffset;
            hash = BitOperations.RotateLeft((hash ^ ofLine ^ (ulong)shape.DeclaredType) * 0x9e3779b97f4a7c15, 29);
            shapes[index] = shape.Behind(start);
            var count = index + 1 - first;
            if ((count >= LineCountMin && (ofLine & EndMask) == 0) || count == LineCountMax
                || index + 1 == shapes.Length)
            {
                destination.Add(Share(hash, text[start..end], shapes.Slice(first, count)));
                (first, start, hash) = (index + 1, end, 0);
            }
        }
    }

    private LineBlock Share(ulong hash, ReadOnlySpan<byte> text, ReadOnlySpan<LineShape> shapes)
    {
        lock (blocksLock)
        {
            blocks.TryGetValue(hash, out var reference);
            LineBlock? block = null;
            if (reference?.TryGetTarget(out block) == true)
            {
                // Another text with the same hash is rare enough not to be shared.
                return block.IsSame(text, shapes) ? block : new LineBlock(text, shapes);
            }

            block = new LineBlock(text, shapes);
            if (reference is not null)
            {
                reference.SetTarget(block);
                return block;
            }

            Sweep();
            blocks.Add(hash, new WeakReference<LineBlock>(block));
            return block;
        }
    }

    // Now and then, so that what it costs is shared by as many additions.
    private void Sweep()
    {
        if (blocks.Count < sweepCount)
        {
            return;
        }

        foreach (var (hash, reference) in blocks)
        {
            if (!reference.TryGetTarget(out _))
            {
                blocks.Remove(hash);
            }
        }

        sweepCount = Math.Max(SweepCountMin, blocks.Count * 2);
    }
}
