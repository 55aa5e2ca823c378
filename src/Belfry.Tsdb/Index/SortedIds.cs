using System.Numerics;
using Belfry.Model;

namespace Belfry.Tsdb.Index;

/// <summary>Set operations on rising lists of ids without repeats. Results are new or one of the inputs, never
/// changed.</summary>
internal static class SortedIds
{
    // Beyond this ratio of lengths, searching in the longer list beats walking it.
    private const int GallopRatio = 8;

    /// <summary>The ids in both lists.</summary>
    internal static ReadOnlyMemory<uint> Intersect(ReadOnlyMemory<uint> left, ReadOnlyMemory<uint> right)
    {
        var (few, many) = left.Length <= right.Length ? (left, right) : (right, left);
        if (few.Length == 0)
        {
            return default;
        }

        var result = new uint[few.Length];
        var count = few.Length * GallopRatio < many.Length
            ? Gallop(few.Span, many.Span, result, keepsFound: true)
            : Walk(few.Span, many.Span, result, keepsFound: true);
        return result.AsMemory(0, count);
    }

    /// <summary>The ids of <paramref name="from"/> that are not in <paramref name="gone"/>.</summary>
    internal static ReadOnlyMemory<uint> Subtract(ReadOnlyMemory<uint> from, ReadOnlyMemory<uint> gone)
    {
        if (from.Length == 0 || gone.Length == 0)
        {
            return from;
        }

        var result = new uint[from.Length];
        var count = (long)from.Length * GallopRatio < gone.Length
            ? Gallop(from.Span, gone.Span, result, keepsFound: false)
            : Walk(from.Span, gone.Span, result, keepsFound: false);
        return result.AsMemory(0, count);
    }

    /// <summary>The ids in any of the lists.</summary>
    internal static ReadOnlyMemory<uint> Union(IReadOnlyList<ReadOnlyMemory<uint>> lists)
    {
        long total = 0;
        uint least = uint.MaxValue, most = 0;
        ReadOnlyMemory<uint> only = default;
        foreach (var list in lists)
        {
            if (list.Length == 0)
            {
                continue;
            }

            only = list;
            total += list.Length;
            least = Math.Min(least, list.Span[0]);
            most = Math.Max(most, list.Span[^1]);
        }

        if (total == only.Length)
        {
            return only;
        }

        // A bitmap costs a word for every 64 ids in the range; sorting costs a few words for every id.
        return ((most - least) / 64) + 1 <= (ulong)total * 4
            ? UnionByBitmap(lists, least, most)
            : UnionBySorting(lists, total);
    }

    private static int Walk(
        ReadOnlySpan<uint> few, ReadOnlySpan<uint> many, [Trusted] Span<uint> result, bool keepsFound)
    {
        System.Diagnostics.Debug.Assert(result.Length >= few.Length, "BUG: the result has no room");
        int count = 0, place = 0;
        foreach (var id in few)
        {
            while (place < many.Length && many[place] < id)
            {
                place++;
            }

            if ((place < many.Length && many[place] == id) == keepsFound)
            {
                result[count++] = id;
            }
        }

        return count;
    }

    private static int Gallop(ReadOnlySpan<uint> few, ReadOnlySpan<uint> many, Span<uint> result, bool keepsFound)
    {
        var count = 0;
        foreach (var id in few)
        {
            var step = 1;
            while (step < many.Length && many[step] < id)
            {
                step <<= 1;
            }

            var place = many[..Math.Min(step + 1, many.Length)].BinarySearch(id);
            if (place >= 0 == keepsFound)
            {
                result[count++] = id;
            }

            many = many[(place >= 0 ? place : ~place)..];
        }

        return count;
    }

    private static uint[] UnionByBitmap(IReadOnlyList<ReadOnlyMemory<uint>> lists, uint least, uint most)
    {
        var words = new ulong[((most - least) / 64) + 1];
        foreach (var list in lists)
        {
            foreach (var id in list.Span)
            {
                words[(id - least) / 64] |= 1ul << (int)((id - least) & 63);
            }
        }

        var total = 0;
        foreach (var word in words)
        {
            total += BitOperations.PopCount(word);
        }

        var result = new uint[total];
        var count = 0;
        for (var index = 0; index < words.Length; index++)
        {
            for (var word = words[index]; word != 0; word &= word - 1)
            {
                result[count++] = least + ((uint)index * 64) + (uint)BitOperations.TrailingZeroCount(word);
            }
        }

        return result;
    }

    private static ReadOnlyMemory<uint> UnionBySorting(IReadOnlyList<ReadOnlyMemory<uint>> lists, long total)
    {
        var result = new uint[checked((int)total)];
        var count = 0;
        foreach (var list in lists)
        {
            list.CopyTo(result.AsMemory(count));
            count += list.Length;
        }

        Array.Sort(result);
        var kept = 1;
        for (var index = 1; index < result.Length; index++)
        {
            if (result[index] != result[kept - 1])
            {
                result[kept++] = result[index];
            }
        }

        return result.AsMemory(0, kept);
    }
}
