using Belfry.Storage.Contracts;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>Merges columns of samples, floats and histograms alike, and takes deleted ranges out. One thread.</summary>
internal sealed class ColumnMerger : IDisposable
{
    private readonly SampleColumns spare = new();

    /// <summary>
    /// Merges the samples of a range, both ends included, of <paramref name="more"/> into <paramref name="columns"/>;
    /// of equal times what is there stays.
    /// </summary>
    internal void Add(SampleColumns columns, SampleColumns more, long fromMs, long throughMs)
    {
        var (first, end) = more.Locate(fromMs, throughMs);
        if (first >= end)
        {
            return;
        }

        if (columns.Count == 0 || columns.TimestampsMs[^1] < more.TimestampsMs[first])
        {
            columns.AddRange(more, first, end);
            return;
        }

        spare.Clear();
        spare.AddRange(columns, 0, columns.Count);
        columns.Clear();
        Merge(spare, more, first, end, columns);
    }

    /// <summary>Takes out all samples of a range, both ends included.</summary>
    internal void Remove(SampleColumns columns, TimeInterval interval)
    {
        var (first, end) = columns.Locate(interval.FromMs, interval.ThroughMs);
        if (first >= end)
        {
            return;
        }

        spare.Clear();
        spare.AddRange(columns, 0, columns.Count);
        columns.Clear();
        columns.AddRange(spare, 0, first);
        columns.AddRange(spare, end, spare.Count);
    }

    public void Dispose() => spare.Dispose();

    private static void Merge(SampleColumns left, SampleColumns right, int first, int end, SampleColumns result)
    {
        var at = 0;
        while (first < end)
        {
            // Whole runs of one side are taken at once.
            var place = left.TimestampsMs[at..].BinarySearch(right.TimestampsMs[first]);
            var until = at + (place < 0 ? ~place : place);
            result.AddRange(left, at, until);
            at = until;
            if (at == left.Count)
            {
                result.AddRange(right, first, end);
                return;
            }

            if (place >= 0)
            {
                first++;
                continue;
            }

            var run = right.TimestampsMs[first..end].BinarySearch(left.TimestampsMs[at]);
            var runEnd = first + (run < 0 ? ~run : run);
            result.AddRange(right, first, runEnd);
            first = runEnd;
        }

        result.AddRange(left, at, left.Count);
    }
}
