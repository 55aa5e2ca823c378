using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Reading;

/// <summary>Merges the samples of parts by time; of equal times the one added first stays. One thread.</summary>
internal sealed class MergeColumns : IDisposable
{
    private SampleColumns merged = new();
    private SampleColumns next = new();
    private SampleColumns spare = new();

    internal void Add(SeriesPart part, long fromMs, long throughMs)
    {
        if (merged.Count == 0)
        {
            part.Read(fromMs, throughMs, merged);
            return;
        }

        next.Clear();
        part.Read(fromMs, throughMs, next);
        if (next.Count == 0)
        {
            return;
        }

        if (next.TimestampsMs[0] > merged.TimestampsMs[^1])
        {
            Append(merged, next);
            return;
        }

        spare.Clear();
        Merge(merged, next, spare);
        (merged, spare) = (spare, merged);
    }

    internal void CopyTo(SampleColumns destination) => Append(destination, merged);

    public void Dispose()
    {
        merged.Dispose();
        next.Dispose();
        spare.Dispose();
    }

    private static void Append(SampleColumns destination, SampleColumns source)
    {
        destination.Reserve(source.Count, out var times, out var values);
        source.TimestampsMs.CopyTo(times);
        source.Values.CopyTo(values);
        destination.Advance(source.Count);
    }

    private static void Merge(SampleColumns left, SampleColumns right, SampleColumns result)
    {
        result.Reserve(left.Count + right.Count, out var times, out var values);
        int a = 0, b = 0, count = 0;
        while (a < left.Count || b < right.Count)
        {
            var takesLeft = b == right.Count
                || (a < left.Count && left.TimestampsMs[a] <= right.TimestampsMs[b]);
            if (takesLeft && b < right.Count && left.TimestampsMs[a] == right.TimestampsMs[b])
            {
                b++;
            }

            times[count] = takesLeft ? left.TimestampsMs[a] : right.TimestampsMs[b];
            values[count++] = takesLeft ? left.Values[a++] : right.Values[b++];
        }

        result.Advance(count);
    }
}
