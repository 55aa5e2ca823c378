using System.Numerics;

namespace Belfry.Model.Histograms;

/// <summary>Drops empty buckets of one side, and lists those that lie in short gaps.</summary>
internal static class BucketCompaction
{
    /// <summary>
    /// The populated buckets, and the empty ones in every gap of at most <paramref name="emptyMax"/> between two of
    /// them; the same buckets when they already have this form. What is invalid, because spans and counts do not fit,
    /// stays as it is.
    /// </summary>
    internal static Buckets<T> Compact<T>(Buckets<T> buckets, int emptyMax)
        where T : struct, IAdditionOperators<T, T, T>, IEqualityOperators<T, T, bool>
    {
        var spanned = buckets.SpannedCount();
        if (spanned == 0)
        {
            return Buckets<T>.None;
        }

        if (spanned != buckets.Counts.Length || IsCompact(buckets, emptyMax))
        {
            return buckets;
        }

        var builder = new BucketsBuilder<T>(buckets.Counts.Length);
        var cursor = buckets.Ascending();
        while (cursor.MoveNext())
        {
            var count = buckets.Counts[cursor.Position];
            if (count == default)
            {
                continue;
            }

            if (!builder.IsEmpty && (long)cursor.Index - builder.End <= emptyMax)
            {
                while (builder.End < cursor.Index)
                {
                    builder.Append(builder.End, default);
                }
            }

            builder.Append(cursor.Index, count);
        }

        return builder.ToBuckets();
    }

    private static bool IsCompact<T>(Buckets<T> buckets, int emptyMax)
        where T : struct, IEqualityOperators<T, T, bool>
    {
        for (var index = 0; index < buckets.Spans.Length; index++)
        {
            if (buckets.Spans[index].Length == 0 || (index > 0 && buckets.Spans[index].Offset <= emptyMax))
            {
                return false;
            }
        }

        foreach (var count in buckets.Counts)
        {
            if (count == default)
            {
                return false;
            }
        }

        return true;
    }
}
