namespace Belfry.Model.Histograms;

/// <summary>Whole counts as differences and back. Sums wrap around, as they do in Prometheus.</summary>
internal static class BucketDeltas
{
    internal static long[] ToCounts(ReadOnlySpan<long> deltas)
    {
        var counts = new long[deltas.Length];
        var count = 0L;
        for (var index = 0; index < deltas.Length; index++)
        {
            count = unchecked(count + deltas[index]);
            counts[index] = count;
        }

        return counts;
    }

    internal static long[] FromCounts(ReadOnlySpan<long> counts)
    {
        var deltas = new long[counts.Length];
        var before = 0L;
        for (var index = 0; index < counts.Length; index++)
        {
            deltas[index] = unchecked(counts[index] - before);
            before = counts[index];
        }

        return deltas;
    }
}
