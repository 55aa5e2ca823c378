using System.Numerics;

namespace Belfry.Model.Histograms;

/// <summary>Adds the buckets of one side to those of another.</summary>
internal static class BucketMerging
{
    /// <summary>
    /// The union of both, counts of the same index added; empty buckets stay. Both are valid and of the same schema.
    /// </summary>
    /// <param name="left">Buckets.</param>
    /// <param name="right">Buckets, of which those before <paramref name="start"/> are left out.</param>
    /// <param name="start">A place among the counts of <paramref name="right"/>.</param>
    internal static Buckets<T> Merge<T>(Buckets<T> left, Buckets<T> right, int start)
        where T : struct, IAdditionOperators<T, T, T>
    {
        var builder = new BucketsBuilder<T>(left.Counts.Length + right.Counts.Length - start);
        var leftCursor = left.Ascending();
        var rightCursor = right.Ascending();
        var hasLeft = leftCursor.MoveNext();
        var hasRight = rightCursor.MoveNext();
        while (hasRight && rightCursor.Position < start)
        {
            hasRight = rightCursor.MoveNext();
        }

        while (hasLeft || hasRight)
        {
            var takesLeft = hasLeft && (!hasRight || leftCursor.Index <= rightCursor.Index);
            var takesRight = hasRight && (!hasLeft || rightCursor.Index <= leftCursor.Index);
            if (takesLeft && takesRight)
            {
                builder.Append(leftCursor.Index, left.Counts[leftCursor.Position] + right.Counts[rightCursor.Position]);
            }
            else if (takesLeft)
            {
                builder.Append(leftCursor.Index, left.Counts[leftCursor.Position]);
            }
            else
            {
                builder.Append(rightCursor.Index, right.Counts[rightCursor.Position]);
            }

            hasLeft = takesLeft ? leftCursor.MoveNext() : hasLeft;
            hasRight = takesRight ? rightCursor.MoveNext() : hasRight;
        }

        return builder.ToBuckets();
    }

    /// <summary>
    /// The first place whose bucket is not wholly inside the zero bucket: what is inside is in the zero count already.
    /// </summary>
    internal static int StartOutside<T>(Buckets<T> buckets, int schema, double zeroThreshold)
        where T : struct
    {
        if (!HistogramSchema.IsExponential(schema))
        {
            return 0;
        }

        var cursor = buckets.Ascending();
        while (cursor.MoveNext())
        {
            if (BucketBounds.Exponential(cursor.Index, schema) > zeroThreshold)
            {
                return cursor.Position;
            }
        }

        return buckets.Counts.Length;
    }

    /// <summary>
    /// Adds each count to the first of <paramref name="targetBounds"/> that its bucket does not exceed, or to the last
    /// of <c>totals[targetBounds.Length + 1]</c>.
    /// </summary>
    internal static void RollUp<T>(Buckets<T> buckets, double[] bounds, double[] targetBounds, T[] totals)
        where T : struct, IAdditionOperators<T, T, T>
    {
        var target = 0;
        var cursor = buckets.Ascending();
        while (cursor.MoveNext())
        {
            var bound = cursor.Index < bounds.Length ? bounds[cursor.Index] : double.PositiveInfinity;
            while (target < targetBounds.Length && targetBounds[target] < bound)
            {
                target++;
            }

            totals[target] += buckets.Counts[cursor.Position];
        }
    }
}
