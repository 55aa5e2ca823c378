namespace Belfry.Tsdb.Head;

/// <summary>
/// Series by id. Ids rise and are never used twice; a series that went leaves an empty place. Reading takes no lock;
/// writing is done under the head's lock for making series.
/// </summary>
internal sealed class SeriesPages
{
    private const int PageBits = 10;
    private const int PageSize = 1 << PageBits;

    private HeadSeries?[]?[] pages = new HeadSeries?[64][];

    internal HeadSeries? Find(ulong id)
    {
        var current = Volatile.Read(ref pages);
        var page = id >> PageBits;
        return page < (ulong)current.Length ? current[page]?[id & (PageSize - 1)] : null;
    }

    internal void Set(uint id, HeadSeries series)
    {
        var page = (int)(id >> PageBits);
        if (page >= pages.Length)
        {
            var larger = new HeadSeries?[]?[Math.Max(pages.Length * 2, page + 1)];
            pages.CopyTo(larger, 0);
            Volatile.Write(ref pages, larger);
        }

        var places = pages[page];
        if (places is null)
        {
            Volatile.Write(ref pages[page], places = new HeadSeries?[PageSize]);
        }

        Volatile.Write(ref places[id & (PageSize - 1)], series);
    }

    /// <summary>Empties places, and lets go of pages without any series.</summary>
    internal void Remove(IEnumerable<uint> ids)
    {
        var touched = new HashSet<int>();
        foreach (var id in ids)
        {
            pages[(int)(id >> PageBits)]![id & (PageSize - 1)] = null;
            touched.Add((int)(id >> PageBits));
        }

        // The page written last may still get series.
        touched.RemoveWhere(page => page + 1 >= pages.Length || pages[page + 1] is null
            || Array.Exists(pages[page]!, series => series is not null));
        foreach (var page in touched)
        {
            pages[page] = null;
        }
    }

    /// <summary>All series at this moment, by rising id.</summary>
    internal IEnumerable<HeadSeries> Enumerate()
    {
        foreach (var page in Volatile.Read(ref pages))
        {
            foreach (var series in page ?? [])
            {
                if (series is not null)
                {
                    yield return series;
                }
            }
        }
    }
}
