namespace Belfry.Model.Re2.Automata;

/// <summary>
/// A set of numbers below a bound that remembers their order and is emptied at no cost (Briggs and Torczon, 1993).
/// Used by one thread at a time.
/// </summary>
internal sealed class SparseSet(int bound)
{
    private readonly int[] dense = new int[bound];
    private readonly int[] sparse = new int[bound];

    internal int Count { get; private set; }

    internal ReadOnlySpan<int> Members => dense.AsSpan(0, Count);

    internal void Clear() => Count = 0;

    /// <summary>False when it was in already.</summary>
    internal bool Add(int number)
    {
        var place = sparse[number];
        if (place < Count && dense[place] == number)
        {
            return false;
        }

        sparse[number] = Count;
        dense[Count++] = number;
        return true;
    }
}
