using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Push;

/// <summary>
/// Label bytes of remote series with their references, in pages that are only added to: an entry, once found, stays as
/// it is, but for its reference and the hint which entry follows it. Finding takes no lock; a page is written by the
/// one cursor that took it. Entries are compared byte by byte, so that equal hashes are never taken for equal labels.
/// </summary>
internal sealed class SeriesCacheGeneration(int pageCountMax)
{
    /// <summary>An entry: reference, the id of the entry that follows, the length of its label bytes, the
    /// bytes.</summary>
    internal const int HeaderSizeBytes = 16;

    internal const int PageSizeBytes = 64 << 10;

    private const int NextAt = 8;
    private const int LengthAt = 12;

    // An id is a page and an eight-byte place in it. The first place of a page is left free, so that 0 is no entry.
    private const int PlaceBits = 13;
    private const int PlaceMask = (1 << PlaceBits) - 1;

    private readonly Lock additionLock = new();
    private readonly byte[]?[] pages = new byte[]?[pageCountMax];
    private int pageCount;

    // Open addressing; a word is the high half of a hash and an id.
    private ulong[] words = new ulong[1024];
    private int used;

    /// <summary>Whether no page is left to take.</summary>
    internal bool IsFull => Volatile.Read(ref pageCount) == pageCountMax;

    internal long SizeBytes => ((long)Volatile.Read(ref pageCount) * PageSizeBytes)
        + ((long)Volatile.Read(ref words).Length * sizeof(ulong));

    /// <summary>A page for the caller alone to fill from <see cref="HeaderSizeBytes"/> on; false when there is none
    /// left.</summary>
    internal bool TryTakePage(out int page)
    {
        lock (additionLock)
        {
            page = pageCount;
            if (page == pageCountMax)
            {
                return false;
            }

            pages[page] = new byte[PageSizeBytes];
            Volatile.Write(ref pageCount, page + 1);
            return true;
        }
    }

    /// <summary>Whether <paramref name="fields"/> begins with the label bytes of this entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsStart(int id, ReadOnlySpan<byte> fields, out SeriesRef series, out int lengthBytes)
    {
        series = default;
        lengthBytes = 0;
        if (id == 0)
        {
            return false;
        }

        ref var entry = ref Entry(id);
        lengthBytes = Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref entry, LengthAt));
        if (lengthBytes > fields.Length || !fields[..lengthBytes].SequenceEqual(Labels(ref entry, lengthBytes)))
        {
            return false;
        }

        series = new SeriesRef(Volatile.Read(ref Unsafe.As<byte, ulong>(ref entry)));
        return true;
    }

    /// <summary>The entry that followed this one last time; 0 for none.</summary>
    internal int Next(int id) => id == 0 ? 0 : Volatile.Read(ref NextOf(id));

    internal void SetNext(int id, int next)
    {
        if (id != 0)
        {
            Volatile.Write(ref NextOf(id), next);
        }
    }

    internal void SetSeries(int id, SeriesRef series) =>
        Volatile.Write(ref Unsafe.As<byte, ulong>(ref Entry(id)), series.Value);

    /// <summary>The entry with exactly these label bytes; 0 for none.</summary>
    internal int Find(ReadOnlySpan<byte> labels, ulong hash, out SeriesRef series)
    {
        var current = Volatile.Read(ref words);
        var tag = (uint)(hash >> 32);
        var mask = (uint)current.Length - 1;
        for (var place = tag & mask; ; place = (place + 1) & mask)
        {
            var word = Volatile.Read(ref current[place]);
            if (word == 0)
            {
                series = default;
                return 0;
            }

            if ((uint)(word >> 32) == tag && IsStart((int)word, labels, out series, out var length)
                && length == labels.Length)
            {
                return (int)word;
            }
        }
    }

    /// <summary>
    /// Writes an entry into a page that the caller took, at a multiple of eight, and makes it known; returns its id.
    /// </summary>
    internal int Add(int page, int offset, ReadOnlySpan<byte> labels, ulong hash, SeriesRef series)
    {
        var id = (page << PlaceBits) | (offset >> 3);
        var entry = pages[page].AsSpan(offset, HeaderSizeBytes + labels.Length);
        labels.CopyTo(entry[HeaderSizeBytes..]);
        MemoryMarshal.Write(entry, series.Value);
        MemoryMarshal.Write(entry[LengthAt..], labels.Length);
        lock (additionLock)
        {
            if (2 * (used + 1) > words.Length)
            {
                Grow();
            }

            Place(words, (hash >> 32 << 32) | (uint)id);
            used++;
        }

        return id;
    }

    private static void Place(ulong[] words, ulong word)
    {
        var mask = (uint)words.Length - 1;
        var place = (uint)(word >> 32) & mask;
        while (words[place] != 0)
        {
            place = (place + 1) & mask;
        }

        Volatile.Write(ref words[place], word);
    }

    private void Grow()
    {
        var larger = new ulong[BitOperations.RoundUpToPowerOf2((uint)words.Length + 1)];
        foreach (var word in words)
        {
            if (word != 0)
            {
                Place(larger, word);
            }
        }

        Volatile.Write(ref words, larger);
    }

    private static ReadOnlySpan<byte> Labels(ref byte entry, int lengthBytes) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref entry, HeaderSizeBytes), lengthBytes);

    // Ids come from here only, so the page is there and the entry lies within it.
    private ref byte Entry(int id) => ref Unsafe.Add(
        ref MemoryMarshal.GetArrayDataReference(pages[id >> PlaceBits]!), (id & PlaceMask) << 3);

    private ref int NextOf(int id) => ref Unsafe.As<byte, int>(ref Unsafe.Add(ref Entry(id), NextAt));
}
