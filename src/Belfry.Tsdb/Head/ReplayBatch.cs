using Belfry.Model.Histograms;

namespace Belfry.Tsdb.Head;

/// <summary>
/// Replayed samples in the order of the journal, and the same in an order that is good to memory: by series, each
/// series' own in the order in which they came. A commit touches series from all over the head, once each; taken
/// a quarter of a million at a time, nearly every touch finds its series and its open chunk in the cache. Used by
/// one thread at a time.
/// </summary>
internal sealed class ReplayBatch
{
    private const int FirstLength = 4096;
    private const int LengthMax = 1 << 18;

    // So few that the ends of all of them stay in the cache while samples are dealt out.
    private const int BucketsMax = 1 << 11;

    private readonly List<NativeHistogram> histograms = [];
    private readonly int[] ends = new int[BucketsMax];
    private ReplayedSample[] samples = new ReplayedSample[FirstLength];
    private uint idMin = uint.MaxValue;
    private uint idMax;

    internal int Count { get; private set; }

    internal bool IsFull => Count == LengthMax;

    internal void Add(in ReplayedSample sample, NativeHistogram? histogram)
    {
        if (Count == samples.Length)
        {
            Array.Resize(ref samples, samples.Length * 2);
        }

        ref var place = ref samples[Count++];
        place = sample;
        idMin = Math.Min(idMin, sample.Id);
        idMax = Math.Max(idMax, sample.Id);
        if (histogram is not null)
        {
            histograms.Add(histogram);
            place.HistogramPlace = histograms.Count;
        }
    }

    internal NativeHistogram? HistogramOf(in ReplayedSample sample) =>
        sample.HistogramPlace == 0 ? null : histograms[sample.HistogramPlace - 1];

    /// <summary>
    /// The samples by series, or nearly: the series of neighbouring ids may be mixed. They lie in <paramref
    /// name="sorted"/>, which is made larger when they do not fit.
    /// </summary>
    internal ReadOnlySpan<ReplayedSample> BySeries(ref ReplayedSample[] sorted)
    {
        var given = samples.AsSpan(0, Count);
        if (Count == 0)
        {
            return given;
        }

        var shift = 0;
        while ((idMax - idMin) >> shift >= BucketsMax)
        {
            shift++;
        }

        Array.Clear(ends);
        foreach (ref readonly var sample in given)
        {
            ends[(sample.Id - idMin) >> shift]++;
        }

        var sum = 0;
        foreach (ref var end in ends.AsSpan())
        {
            (end, sum) = (sum, sum + end);
        }

        if (sorted.Length < Count)
        {
            sorted = GC.AllocateUninitializedArray<ReplayedSample>(samples.Length);
        }

        foreach (ref readonly var sample in given)
        {
            sorted[ends[(sample.Id - idMin) >> shift]++] = sample;
        }

        return sorted.AsSpan(0, Count);
    }

    internal void Clear()
    {
        Count = 0;
        (idMin, idMax) = (uint.MaxValue, 0);
        histograms.Clear();
    }
}
