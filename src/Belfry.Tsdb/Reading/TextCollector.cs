using System.Buffers.Binary;
using Belfry.Tsdb.Head;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Tsdb.Reading;

/// <summary>
/// Names or values from several places, each once. They are sorted once at the end, most of them by their first eight
/// bytes alone. Not thread-safe.
/// </summary>
internal sealed class TextCollector
{
    private readonly HashSet<byte[]> texts = new(CanonicalComparer.Instance);
    private readonly HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> bySpan;

    internal TextCollector() => bySpan = texts.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Adds a text unless it is there.</summary>
    internal void Add(ReadOnlySpan<byte> utf8) => bySpan.Add(utf8);

    /// <summary>All texts, sorted by bytes.</summary>
    internal List<string> ToSortedTexts()
    {
        var all = new byte[texts.Count][];
        texts.CopyTo(all);
        var heads = Array.ConvertAll(all, Head);
        Array.Sort(heads, all);
        for (var first = 0; first < all.Length;)
        {
            var end = first + 1;
            while (end < all.Length && heads[end] == heads[first])
            {
                end++;
            }

            if (end - first > 1)
            {
                Array.Sort(all, first, end - first, ByteOrder.Instance);
            }

            first = end;
        }

        var sorted = new List<string>(all.Length);
        foreach (var utf8 in all)
        {
            sorted.Add(TextEncoding.UTF8.GetString(utf8));
        }

        return sorted;
    }

    // Shorter texts end in zeros, so a text comes before those that it begins, or among those of the same head.
    private static ulong Head(byte[] utf8)
    {
        if (utf8.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64BigEndian(utf8);
        }

        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        utf8.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }
}
