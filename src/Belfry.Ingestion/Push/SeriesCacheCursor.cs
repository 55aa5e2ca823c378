using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Push;

/// <summary>
/// One worker's place in the <see cref="SeriesCache"/>. A series is first compared with the one that followed the last
/// one the time before, which needs no hash and reads memory in the order it was written; only then is it looked up.
/// Used by one request at a time.
/// </summary>
internal sealed class SeriesCacheCursor(SeriesCache cache)
{
    /// <summary>Longer labels are not kept: a few of them would push out all others.</summary>
    internal const int LabelsLengthBytesMax = 4 << 10;

    private SeriesCacheGeneration generation = cache.Current();

    // The entry of the last series; 0 when it has none.
    private int last;

    // The entry that TryNext found.
    private int candidate;

    // The page this cursor fills, when it has one, and how far it has.
    private int page = -1;
    private int pageUsed;

    /// <summary>Begins a request.</summary>
    internal void Begin()
    {
        var current = cache.Current();
        if (!ReferenceEquals(current, generation))
        {
            generation = current;
            last = 0;
            page = -1;
        }
    }

    /// <summary>
    /// Whether the series is the one that came next the last time: it begins with the same label bytes. What follows
    /// them is for the caller to check. The cursor moves only by <see cref="Accept"/>.
    /// </summary>
    internal bool TryNext(ReadOnlySpan<byte> series, out SeriesRef reference, out int labelsLengthBytes)
    {
        candidate = generation.Next(last);
        return generation.IsStart(candidate, series, out reference, out labelsLengthBytes);
    }

    /// <summary>Takes what <see cref="TryNext"/> found.</summary>
    internal void Accept() => last = candidate;

    /// <summary>Looks labels up, and remembers that they followed what came before.</summary>
    internal bool TryFind(ReadOnlySpan<byte> labels, ulong hash, out SeriesRef reference)
    {
        var id = generation.Find(labels, hash, out reference);
        if (id != 0)
        {
            Follow(id);
            return true;
        }

        if (cache.Old is { } old && old.Find(labels, hash, out reference) != 0)
        {
            Add(labels, hash, reference);
            return true;
        }

        return false;
    }

    /// <summary>Keeps what labels were resolved to, when there is room.</summary>
    internal void Add(ReadOnlySpan<byte> labels, ulong hash, SeriesRef reference)
    {
        var size = (SeriesCacheGeneration.HeaderSizeBytes + labels.Length + 7) & ~7;
        if (reference.IsNone || labels.Length > LabelsLengthBytesMax || !EnsureRoom(size))
        {
            last = 0;
            return;
        }

        Follow(generation.Add(page, pageUsed, labels, hash, reference));
        pageUsed += size;
    }

    /// <summary>Has the series found or added last stand for another reference: its old one is no longer
    /// known.</summary>
    internal void Replace(SeriesRef reference)
    {
        if (last != 0)
        {
            generation.SetSeries(last, reference);
        }
    }

    /// <summary>Tells that a series came which has no entry.</summary>
    internal void Forget() => last = 0;

    private void Follow(int id)
    {
        generation.SetNext(last, id);
        last = id;
    }

    private bool EnsureRoom(int size)
    {
        if (page >= 0 && size <= SeriesCacheGeneration.PageSizeBytes - pageUsed)
        {
            return true;
        }

        if (!generation.TryTakePage(out page))
        {
            page = -1;
            return false;
        }

        pageUsed = SeriesCacheGeneration.HeaderSizeBytes;
        return true;
    }
}
