using System.Text;

namespace Belfry.Model.Re2.Shapes;

/// <summary>A finite set of texts, in a hash table with open addressing.</summary>
internal sealed class FiniteShape : TextShape
{
    private readonly byte[]?[] table;
    private readonly int mask;
    private readonly int lengthBytesMax;

    internal FiniteShape(IReadOnlyCollection<string> values)
    {
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(values.Count * 2) + 1);
        table = new byte[size][];
        mask = size - 1;
        foreach (var value in values)
        {
            var bytes = Encoding.UTF8.GetBytes(value);
            lengthBytesMax = Math.Max(lengthBytesMax, bytes.Length);
            table[Find(bytes)] = bytes;
        }
    }

    internal override bool Contains(ReadOnlySpan<byte> text) =>
        text.Length <= lengthBytesMax && table[Find(text)] is not null;

    // The text's place, or the free one where it would be. At least half of the table is free.
    private int Find(ReadOnlySpan<byte> text)
    {
        var place = (int)(XxHash64.Hash(text) & (uint)mask);
        while (table[place] is { } other && !text.SequenceEqual(other))
        {
            place = (place + 1) & mask;
        }

        return place;
    }
}
