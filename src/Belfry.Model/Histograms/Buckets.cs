namespace Belfry.Model.Histograms;

/// <summary>One side of a histogram: where its buckets lie, and <c>counts[n]</c>, not differences.</summary>
internal readonly struct Buckets<T>(BucketSpan[] spans, T[] counts)
    where T : struct
{
    internal static Buckets<T> None => new([], []);

    internal BucketSpan[] Spans { get; } = spans;

    internal T[] Counts { get; } = counts;

    internal SpanCursor Ascending() => SpanCursor.Ascending(Spans, Counts.Length);

    /// <summary>Whether both are of the same arrays.</summary>
    internal bool IsSameAs(Buckets<T> other) => Spans == other.Spans && Counts == other.Counts;

    /// <summary>The number of buckets that the spans describe.</summary>
    internal long SpannedCount()
    {
        var total = 0L;
        foreach (var span in Spans)
        {
            total += span.Length;
        }

        return total;
    }
}
