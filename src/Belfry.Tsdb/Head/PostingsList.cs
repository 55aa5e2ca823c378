namespace Belfry.Tsdb.Head;

/// <summary>
/// Rising series ids. Written under its index's lock. What <see cref="Snapshot"/> returned stays as it was: ids are
/// only added behind it, and a removal makes a new array.
/// </summary>
internal sealed class PostingsList
{
    private uint[] ids = [];

    internal int Count { get; private set; }

    internal ReadOnlyMemory<uint> Snapshot() => ids.AsMemory(0, Count);

    internal void Add(uint id)
    {
        if (Count > 0 && ids[Count - 1] >= id)
        {
            Insert(id);
            return;
        }

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

    // Only a series that was revived comes back with an id of before.
    private void Insert(uint id)
    {
        var place = Array.BinarySearch(ids, 0, Count, id);
        if (place >= 0)
        {
            return;
        }

        var larger = new uint[Count + 1];
        ids.AsSpan(0, ~place).CopyTo(larger);
        larger[~place] = id;
        ids.AsSpan(~place, Count - ~place).CopyTo(larger.AsSpan(~place + 1));
        ids = larger;
        Count++;
    }
}
