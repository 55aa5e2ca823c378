namespace Belfry.Tsdb.Head;

/// <summary>
/// Room for the bytes of open chunks: slots of a few sizes on large pages, so that a chunk that grows leaves no
/// garbage.
/// A slot that was given back is used again, also while a reader still copies from it: readers find out by the sequence
/// lock of their series. Pages are never given up. One thread.
/// </summary>
internal sealed class SlotArena
{
    private const int PageSizeBytes = 1 << 20;
    private const int SizeBytesMin = 64;

    private static readonly int[] Sizes = MakeSizes();

    private readonly Stack<Slot>[] free = [.. Sizes.Select(_ => new Stack<Slot>())];
    private byte[] page = [];
    private int used;

    /// <summary>A slot of at least so many bytes, with anything in it.</summary>
    internal Slot Rent(int sizeBytes)
    {
        var kind = KindOf(sizeBytes);
        if (kind == Sizes.Length)
        {
            return new Slot(GC.AllocateUninitializedArray<byte>(sizeBytes), 0, sizeBytes);
        }

        if (free[kind].TryPop(out var slot))
        {
            return slot;
        }

        if (page.Length - used < Sizes[kind])
        {
            page = GC.AllocateUninitializedArray<byte>(PageSizeBytes);
            used = 0;
        }

        used += Sizes[kind];
        return new Slot(page, used - Sizes[kind], Sizes[kind]);
    }

    internal void Return(Slot slot)
    {
        var kind = slot.SizeBytes == 0 ? Sizes.Length : KindOf(slot.SizeBytes);
        if (kind < Sizes.Length)
        {
            free[kind].Push(slot);
        }
    }

    private static int KindOf(int sizeBytes)
    {
        var kind = 0;
        while (kind < Sizes.Length && Sizes[kind] < sizeBytes)
        {
            kind++;
        }

        return kind;
    }

    // Powers of two and what lies halfway, up to an eighth of a page.
    private static int[] MakeSizes()
    {
        var sizes = new List<int>();
        for (var size = SizeBytesMin; size <= PageSizeBytes / 8; size *= 2)
        {
            sizes.Add(size);
            sizes.Add(size * 3 / 2);
        }

        return [.. sizes];
    }
}
