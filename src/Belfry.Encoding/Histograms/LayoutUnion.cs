using System.Runtime.InteropServices;
using Belfry.Model.Histograms;

namespace Belfry.Encoding.Histograms;

/// <summary>
/// Collects the buckets of the histograms of one chunk, all of one schema. Markers of an ended series add none.
/// </summary>
internal sealed class LayoutUnion
{
    private readonly HistogramLayout first;
    private readonly Side positive;
    private readonly Side negative;

    internal LayoutUnion(NativeHistogram histogram)
    {
        first = histogram.IsStale
            ? HistogramLayout.Empty
            : new HistogramLayout(
                histogram.Schema,
                histogram.ZeroThreshold,
                histogram.PositiveSpans,
                histogram.NegativeSpans,
                histogram.CustomValues);
        positive = new Side(first.PositiveSpans);
        negative = new Side(first.NegativeSpans);
    }

    /// <summary>False, with nothing added, when a chunk cannot hold the buckets of all.</summary>
    internal bool TryAdd(NativeHistogram histogram)
    {
        if (histogram.IsStale)
        {
            return true;
        }

        if (positive.Merge(histogram, isPositive: true) is not { } positives
            || negative.Merge(histogram, isPositive: false) is not { } negatives)
        {
            return false;
        }

        positive.Take(positives);
        negative.Take(negatives);
        return true;
    }

    internal HistogramLayout ToLayout() => first with
    {
        PositiveSpans = positive.Spans(),
        NegativeSpans = negative.Spans(),
    };

    private sealed class Side(BucketSpan[] spans)
    {
        // The indexes of all buckets as soon as they are not those of the spans.
        private List<long>? indexes;

        internal void Take(List<long> merged) => indexes = merged.Count == 0 ? indexes : merged;

        /// <summary>All buckets with those of one more; empty when it adds none, null when they are too many.</summary>
        internal List<long>? Merge(NativeHistogram histogram, bool isPositive)
        {
            if ((isPositive ? histogram.PositiveSpans : histogram.NegativeSpans).AsSpan().SequenceEqual(spans))
            {
                return [];
            }

            var known = indexes ?? Indexes(spans);
            var merged = new List<long>(known.Count + 8);
            var place = 0;
            for (var cursor = new BucketCursor(histogram, isPositive); cursor.MoveNext();)
            {
                for (; place < known.Count && known[place] < cursor.Index; place++)
                {
                    merged.Add(known[place]);
                }

                place += place < known.Count && known[place] == cursor.Index ? 1 : 0;
                merged.Add(cursor.Index);
            }

            merged.AddRange(CollectionsMarshal.AsSpan(known)[place..]);
            return CanBeSpans(merged) ? merged : null;
        }

        internal BucketSpan[] Spans()
        {
            if (indexes is null)
            {
                return spans;
            }

            var united = new List<BucketSpan>();
            long end = 0;
            foreach (var index in indexes)
            {
                if (united.Count > 0 && index == end)
                {
                    united[^1] = united[^1] with { Length = united[^1].Length + 1 };
                }
                else
                {
                    united.Add(new BucketSpan((int)(index - end), 1));
                }

                end = index + 1;
            }

            return [.. united];
        }

        private static List<long> Indexes(BucketSpan[] spans)
        {
            var all = new List<long>();
            long end = 0;
            foreach (var span in spans)
            {
                end += span.Offset;
                for (var within = 0; within < span.Length; within++)
                {
                    all.Add(end++);
                }
            }

            return all;
        }

        private static bool CanBeSpans(List<long> indexes)
        {
            var isPossible = indexes.Count <= HistogramLayout.BucketsMax;
            for (var place = 1; isPossible && place < indexes.Count; place++)
            {
                isPossible = indexes[place] - indexes[place - 1] <= int.MaxValue;
            }

            return isPossible && (indexes.Count == 0 || indexes[0] == (int)indexes[0]);
        }
    }
}
