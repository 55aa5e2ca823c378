using System.Numerics;

namespace Belfry.Model.Histograms;

/// <summary>Moves the buckets around zero into the zero bucket when that grows.</summary>
internal static class ZeroBuckets
{
    /// <summary>
    /// The zero count that a histogram would have with a larger threshold. When the threshold falls into a populated
    /// bucket, it is raised to that bucket's end.
    /// </summary>
    internal static T Grow<T>(T zeroCount, Buckets<T> positive, Buckets<T> negative, int schema, ref double threshold)
        where T : struct, IAdditionOperators<T, T, T>, IEqualityOperators<T, T, bool>
    {
        // A threshold that is raised on the negative side changes what lies inside on the positive one.
        while (true)
        {
            var total = zeroCount;
            Absorb(positive, schema, ref threshold, ref total);
            if (!Absorb(negative, schema, ref threshold, ref total))
            {
                return total;
            }
        }
    }

    /// <summary>The buckets without those that begin inside the threshold, and compact.</summary>
    internal static Buckets<T> Outside<T>(Buckets<T> buckets, int schema, double threshold)
        where T : struct, IAdditionOperators<T, T, T>, IEqualityOperators<T, T, bool>
    {
        var builder = new BucketsBuilder<T>(buckets.Counts.Length);
        var cursor = buckets.Ascending();
        var isOutside = false;
        while (cursor.MoveNext())
        {
            isOutside = isOutside || Inner(cursor.Index, schema) >= threshold;
            if (isOutside && buckets.Counts[cursor.Position] != default)
            {
                builder.Append(cursor.Index, buckets.Counts[cursor.Position]);
            }
        }

        return builder.ToBuckets();
    }

    private static bool Absorb<T>(Buckets<T> buckets, int schema, ref double threshold, ref T total)
        where T : struct, IAdditionOperators<T, T, T>, IEqualityOperators<T, T, bool>
    {
        var cursor = buckets.Ascending();
        while (cursor.MoveNext() && Inner(cursor.Index, schema) < threshold)
        {
            var count = buckets.Counts[cursor.Position];
            total += count;
            var outer = BucketBounds.Exponential(cursor.Index, schema);
            if (outer > threshold)
            {
                if (count != default)
                {
                    threshold = outer;
                    return true;
                }

                break;
            }
        }

        return false;
    }

    private static double Inner(int index, int schema) => BucketBounds.Exponential(unchecked(index - 1), schema);
}
