namespace Belfry.Tsdb.Head;

/// <summary>
/// Series ids, rising when they are asked for. Written and asked for under its index's lock. What <see
/// cref="Snapshot"/> returned stays as it was: ids are only added behind it, and sorting or removing makes a new array.
/// </summary>
internal sealed class PostingsList
{
    private uint[] ids = [];

    // Series of two batches that were made side by side, or that were revived, come with falling ids.
    private bool isRising = true;

    internal int Count { get; private set; }

    internal ReadOnlyMemory<uint> Snapshot()
    {
        if (!isRising)
        {
            var sorted = ids.AsSpan(0, Count).ToArray();
            Array.Sort(sorted);
            ids = sorted;
            isRising = true;
        }

        return ids.AsMemory(0, Count);
    }

    /// <summary>Makes room for so many ids more.</summary>
    internal void Reserve(int count)
    {
        if (Count + count > ids.Length)
        {
            Array.Resize(ref ids, Math.Max(Count + count, Count + (Count >> 1)));
        }
    }

    /// <summary>Adds an id that is not in the list.</summary>
    internal void Add(uint id)
    {
        isRising &= Count == 0 || ids[Count - 1] < id;
        if (Count == ids.Length)
        {
            Array.Resize(ref ids, Count + Math.Max(1, Count >> 1));
        }

        ids[Count++] = id;
    }

    internal void RemoveAll(HashSet<uint> gone)
    {
        var kept = Array.FindAll(ids[..Count], id => !gone.Contains(id));
        ids = kept;
        Count = kept.Length;
    }
}
