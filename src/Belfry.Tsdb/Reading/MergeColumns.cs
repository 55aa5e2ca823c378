using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Reading;

/// <summary>Merges the samples of parts by time; of equal times the one added first stays. One thread.</summary>
internal sealed class MergeColumns : IDisposable
{
    private SampleColumns merged = new();
    private SampleColumns next = new();
    private SampleColumns spare = new();

    /// <summary>Adds what a part has in a range, both ends included.</summary>
    internal void Add(SeriesPart part, long fromMs, long throughMs) =>
        Add(into => part.Read(fromMs, throughMs, into));

    /// <summary>Adds what is read into empty columns.</summary>
    internal void Add(Action<SampleColumns> read)
    {
        if (merged.Count == 0)
        {
            merged.Clear();
            read(merged);
            return;
        }

        next.Clear();
        read(next);
        if (next.Count == 0)
        {
            return;
        }

        if (next.TimestampsMs[0] > merged.TimestampsMs[^1])
        {
            merged.AddRange(next, 0, next.Count);
            return;
        }

        spare.Clear();
        Merge(merged, next, spare);
        (merged, spare) = (spare, merged);
    }

    internal void CopyTo(SampleColumns destination) => destination.AddRange(merged, 0, merged.Count);

    public void Dispose()
    {
        merged.Dispose();
        next.Dispose();
        spare.Dispose();
    }

    // Runs from one side are mostly longer than one sample.
    private static void Merge(SampleColumns left, SampleColumns right, SampleColumns result)
    {
        int a = 0, b = 0;
        while (a < left.Count && b < right.Count)
        {
            var (leftMs, rightMs) = (left.TimestampsMs[a], right.TimestampsMs[b]);
            if (leftMs <= rightMs)
            {
                var end = a + 1;
                while (end < left.Count && left.TimestampsMs[end] < rightMs)
                {
                    end++;
                }

                result.AddRange(left, a, end);
                a = end;
                b += leftMs == rightMs ? 1 : 0;
            }
            else
            {
                var end = b + 1;
                while (end < right.Count && right.TimestampsMs[end] < leftMs)
                {
                    end++;
                }

                result.AddRange(right, b, end);
                b = end;
            }
        }

        result.AddRange(left, a, left.Count);
        result.AddRange(right, b, right.Count);
    }
}
