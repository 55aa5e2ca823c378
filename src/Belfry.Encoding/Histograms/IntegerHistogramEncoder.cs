using Belfry.Model.Histograms;

namespace Belfry.Encoding.Histograms;

/// <summary>Writes the samples of an integer histogram chunk behind its layout.</summary>
internal static class IntegerHistogramEncoder
{
    internal static void Write(
        HistogramBitWriter writer,
        HistogramLayout layout,
        ReadOnlySpan<long> timestampsMs,
        ReadOnlySpan<NativeHistogram> histograms)
    {
        var state = new State(layout);
        for (var index = 0; index < histograms.Length; index++)
        {
            state.Take((IntegerHistogram)histograms[index]);
            if (index == 0)
            {
                state.WriteFirst(writer, timestampsMs[0]);
            }
            else
            {
                state.WriteNext(writer, timestampsMs[index] - timestampsMs[index - 1]);
            }
        }
    }

    private sealed class State(HistogramLayout layout)
    {
        private readonly int positiveCount = layout.PositiveCount;
        private readonly long[] next = new long[layout.PositiveCount + layout.NegativeCount];
        private readonly long[] buckets = new long[layout.PositiveCount + layout.NegativeCount];
        private readonly long[] changes = new long[layout.PositiveCount + layout.NegativeCount];
        private long timeDelta;
        private Counter count;
        private Counter zeroCount;
        private ulong sum;
        private ulong nextSum;
        private bool isStale;
        private XorWindow sumWindow = XorWindow.None;

        internal void Take(IntegerHistogram histogram)
        {
            nextSum = BitConverter.DoubleToUInt64Bits(histogram.Sum);
            isStale = histogram.IsStale;
            count.Next = isStale ? 0 : (long)histogram.Count;
            zeroCount.Next = isStale ? 0 : (long)histogram.ZeroCount;
            if (!isStale)
            {
                BucketSpread.Deltas(histogram, true, layout.PositiveSpans, next.AsSpan(0, positiveCount));
                BucketSpread.Deltas(histogram, false, layout.NegativeSpans, next.AsSpan(positiveCount));
            }
        }

        internal void WriteFirst(HistogramBitWriter writer, long timestampMs)
        {
            writer.WriteVarbit(timestampMs);
            writer.WriteVarbitUnsigned((ulong)count.Next);
            writer.WriteVarbitUnsigned((ulong)zeroCount.Next);
            writer.Write(nextSum, 64);
            foreach (var bucket in next)
            {
                writer.WriteVarbit(bucket);
            }

            count.Value = count.Next;
            zeroCount.Value = zeroCount.Next;
            sum = nextSum;
            next.CopyTo(buckets, 0);
        }

        internal void WriteNext(HistogramBitWriter writer, long newTimeDelta)
        {
            writer.WriteVarbit(unchecked(newTimeDelta - timeDelta));
            timeDelta = newTimeDelta;
            WriteCounter(writer, ref count);
            WriteCounter(writer, ref zeroCount);
            writer.WriteXor(nextSum ^ sum, ref sumWindow);
            sum = nextSum;
            if (isStale)
            {
                return;
            }

            for (var index = 0; index < next.Length; index++)
            {
                var change = unchecked(next[index] - buckets[index]);
                writer.WriteVarbit(unchecked(change - changes[index]));
                changes[index] = change;
                buckets[index] = next[index];
            }
        }

        private void WriteCounter(HistogramBitWriter writer, ref Counter counter)
        {
            // Behind a marker only more of them follow, so what their counts are does not matter.
            var change = unchecked(counter.Next - counter.Value);
            writer.WriteVarbit(isStale ? 0 : unchecked(change - counter.Change));
            counter.Change = change;
            counter.Value = counter.Next;
        }
    }

    private record struct Counter(long Value, long Change, long Next);
}
