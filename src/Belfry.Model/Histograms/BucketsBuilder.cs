using System.Numerics;

namespace Belfry.Model.Histograms;

/// <summary>
/// Makes one side of a histogram from buckets in the order of their indexes; neighbours share a span. Not thread-safe.
/// </summary>
internal sealed class BucketsBuilder<T>(int capacity)
    where T : struct, IAdditionOperators<T, T, T>
{
    private readonly List<BucketSpan> spans = new(4);
    private readonly List<T> counts = new(capacity);

    /// <summary>The index after the last bucket.</summary>
    internal int End { get; private set; }

    internal bool IsEmpty => counts.Count == 0;

    /// <summary>Adds a bucket, whose index is at least <see cref="End"/>.</summary>
    internal void Append(int index, T count)
    {
        if (!IsEmpty && index == End)
        {
            var last = spans[^1];
            spans[^1] = last with { Length = last.Length + 1 };
        }
        else
        {
            spans.Add(new BucketSpan(IsEmpty ? index : unchecked(index - End), 1));
        }

        counts.Add(count);
        End = unchecked(index + 1);
    }

    /// <summary>Adds to the last bucket when it has this index, else a bucket.</summary>
    internal void Accumulate(int index, T count)
    {
        if (!IsEmpty && index == End - 1)
        {
            counts[^1] += count;
        }
        else
        {
            Append(index, count);
        }
    }

    internal Buckets<T> ToBuckets() => new([.. spans], [.. counts]);
}
