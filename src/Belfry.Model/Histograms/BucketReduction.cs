using System.Numerics;

namespace Belfry.Model.Histograms;

/// <summary>Merges the buckets of one side into those of a coarser exponential schema.</summary>
internal static class BucketReduction
{
    /// <summary>The merged buckets, those before the place <paramref name="start"/> left out.</summary>
    internal static Buckets<T> Reduce<T>(Buckets<T> buckets, int schema, int targetSchema, int start = 0)
        where T : struct, IAdditionOperators<T, T, T>
    {
        var shift = Math.Min(schema - targetSchema, 31);
        var builder = new BucketsBuilder<T>(buckets.Counts.Length);
        var cursor = buckets.Ascending();
        while (cursor.MoveNext())
        {
            if (cursor.Position >= start)
            {
                builder.Accumulate(unchecked(((cursor.Index - 1) >> shift) + 1), buckets.Counts[cursor.Position]);
            }
        }

        return builder.ToBuckets();
    }
}
