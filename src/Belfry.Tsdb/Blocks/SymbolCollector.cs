using Belfry.Tsdb.Head;

namespace Belfry.Tsdb.Blocks;

/// <summary>Gives each string a number as it comes, and in the end its place among the sorted ones. One
/// thread.</summary>
internal sealed class SymbolCollector
{
    private readonly Dictionary<byte[], uint> numbers = new(CanonicalComparer.Instance);
    private readonly Dictionary<byte[], uint>.AlternateLookup<ReadOnlySpan<byte>> numbersBySpan;
    private readonly List<byte[]> texts = [];

    internal SymbolCollector() => numbersBySpan = numbers.GetAlternateLookup<ReadOnlySpan<byte>>();

    internal uint Number(ReadOnlySpan<byte> text)
    {
        if (!numbersBySpan.TryGetValue(text, out var number))
        {
            number = (uint)texts.Count;
            var copy = text.ToArray();
            texts.Add(copy);
            numbers.Add(copy, number);
        }

        return number;
    }

    /// <summary>The strings in order, and for each number its place among them.</summary>
    internal (byte[][] Sorted, uint[] Places) Sort()
    {
        var sorted = texts.ToArray();
        var order = new uint[sorted.Length];
        for (uint number = 0; number < order.Length; number++)
        {
            order[number] = number;
        }

        Array.Sort(sorted, order, Reading.ByteOrder.Instance);
        var places = new uint[order.Length];
        for (uint place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        return (sorted, places);
    }
}
