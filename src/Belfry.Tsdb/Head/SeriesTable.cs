namespace Belfry.Tsdb.Head;

/// <summary>
/// Series by labels: open addressing over words of (high half of the hash, id). A lookup takes no lock and allocates
/// nothing; writing is done under the head's lock for making series. A lookup that runs beside a removal or a growth
/// may miss: the maker looks again under the lock.
/// </summary>
internal sealed class SeriesTable(SeriesPages pages)
{
    // The id 0 is no series; a word that is not zero but has it marks a place that was given up.
    private const ulong GivenUp = 1ul << 32;

    private ulong[] words = new ulong[1024];
    private int used;

    internal HeadSeries? Find(ReadOnlySpan<byte> canonicalLabels, ulong hash)
    {
        var current = Volatile.Read(ref words);
        var mask = (uint)current.Length - 1;
        for (var place = (uint)hash & mask; ; place = (place + 1) & mask)
        {
            var word = Volatile.Read(ref current[place]);
            if (word == 0)
            {
                return null;
            }

            if (word >> 32 == hash >> 32 && (uint)word != 0
                && pages.Find((uint)word) is { } series && series.Hash == hash && series.HasLabels(canonicalLabels))
            {
                return series;
            }
        }
    }

    /// <summary>Makes room for so many series more.</summary>
    internal void Reserve(int count)
    {
        if ((used + (long)count) * 10 > words.Length * 7L)
        {
            Rebuild(count);
        }
    }

    internal void Add(HeadSeries series)
    {
        if ((used + 1) * 10L > words.Length * 7L)
        {
            Rebuild(0);
        }

        Place(words, series);
        used++;
    }

    /// <summary>Gives up the series' places; to be called while their pages still know them.</summary>
    internal void Remove(HeadSeries series)
    {
        var mask = (uint)words.Length - 1;
        for (var place = (uint)series.Hash & mask; words[place] != 0; place = (place + 1) & mask)
        {
            if ((uint)words[place] == series.Id)
            {
                Volatile.Write(ref words[place], GivenUp);
                return;
            }
        }
    }

    private void Rebuild(int moreCount)
    {
        var living = new List<HeadSeries>(used);
        foreach (var word in words)
        {
            if ((uint)word != 0 && pages.Find((uint)word) is { } series)
            {
                living.Add(series);
            }
        }

        var larger = new ulong[Math.Max(1024, (int)System.Numerics.BitOperations.RoundUpToPowerOf2(
            checked(((uint)living.Count + (uint)moreCount) * 2 + 2)))];
        living.ForEach(series => Place(larger, series));
        used = living.Count;
        Volatile.Write(ref words, larger);
    }

    private static void Place(ulong[] words, HeadSeries series)
    {
        var mask = (uint)words.Length - 1;
        var place = (uint)series.Hash & mask;
        while (words[place] != 0)
        {
            place = (place + 1) & mask;
        }

        Volatile.Write(ref words[place], (series.Hash >> 32 << 32) | series.Id);
    }
}
