namespace Belfry.Encoding.Remote;

/// <summary>
/// Values of a repeated field while they are collected. Room is made for exactly as many as a packed field holds, so
/// that the usual message is copied once. The default value is empty. Not thread-safe.
/// </summary>
internal struct ValueList<T>
{
    private T[]? items;

    internal int Count { get; private set; }

    /// <summary>Makes room for so many more.</summary>
    internal void Reserve(int more)
    {
        var needed = checked(Count + more);
        if (items is null || items.Length < needed)
        {
            Array.Resize(ref items, needed);
        }
    }

    internal void Add(T value)
    {
        if (items is null || Count == items.Length)
        {
            Array.Resize(ref items, Math.Max(4, 2 * Count));
        }

        items[Count++] = value;
    }

    /// <summary>The values; the list is not used afterwards.</summary>
    internal T[] ToArray()
    {
        if (Count == 0)
        {
            return [];
        }

        if (items!.Length != Count)
        {
            Array.Resize(ref items, Count);
        }

        return items;
    }
}
