using System.Buffers;
using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Encoding.Histograms;

/// <summary>
/// Decodes the samples of an integer histogram chunk: the first as it is, the others as deltas of deltas, sums as XORs.
/// </summary>
internal static class IntegerHistogramDecoder
{
    internal static bool TryDecode(
        ref HistogramBitReader reader,
        HistogramLayout layout,
        bool isGauge,
        Span<long> timestampsMs,
        Span<NativeHistogram> histograms)
    {
        // Of every bucket its value in the sample before and what it changed by, from all positive to all negative.
        var positiveCount = layout.PositiveCount;
        var bucketCount = positiveCount + layout.NegativeCount;
        if (bucketCount > reader.RemainingBits)
        {
            return false;
        }

        var rented = ArrayPool<long>.Shared.Rent(bucketCount * 2);
        var state = new State
        {
            Layout = layout,
            Buckets = rented.AsSpan(0, bucketCount),
            Changes = rented.AsSpan(bucketCount, bucketCount),
            PositiveCount = positiveCount,
        };
        state.Changes.Clear();
        var isWhole = true;
        for (var index = 0; isWhole && index < timestampsMs.Length; index++)
        {
            isWhole = index == 0 ? state.TryReadFirst(ref reader) : state.TryReadNext(ref reader);
            timestampsMs[index] = state.TimestampMs;
            histograms[index] = state.Histogram(HistogramChunk.HintAt(index, isGauge));
        }

        ArrayPool<long>.Shared.Return(rented);
        return isWhole;
    }

    private ref struct State
    {
        private long timeDelta;
        private long count;
        private long countDelta;
        private long zeroCount;
        private long zeroCountDelta;
        private ulong sum;
        private XorWindow sumWindow;

        internal required HistogramLayout Layout { get; init; }

        internal required Span<long> Buckets { get; init; }

        internal required Span<long> Changes { get; init; }

        internal required int PositiveCount { get; init; }

        internal long TimestampMs { get; private set; }

        internal bool TryReadFirst(ref HistogramBitReader reader)
        {
            if (!reader.TryReadVarbit(out var time)
                || !reader.TryReadVarbitUnsigned(out var all)
                || !reader.TryReadVarbitUnsigned(out var zero)
                || !reader.TryRead(64, out sum))
            {
                return false;
            }

            TimestampMs = time;
            count = (long)all;
            zeroCount = (long)zero;
            foreach (ref var bucket in Buckets)
            {
                if (!reader.TryReadVarbit(out bucket))
                {
                    return false;
                }
            }

            return true;
        }

        internal bool TryReadNext(ref HistogramBitReader reader)
        {
            if (!reader.TryReadVarbit(out var time)
                || !reader.TryReadVarbit(out var all)
                || !reader.TryReadVarbit(out var zero)
                || !reader.TryReadXor(ref sum, ref sumWindow))
            {
                return false;
            }

            unchecked
            {
                timeDelta += time;
                TimestampMs += timeDelta;
                countDelta += all;
                count += countDelta;
                zeroCountDelta += zero;
                zeroCount += zeroCountDelta;
            }

            return IsStale || TryReadBuckets(ref reader);
        }

        internal readonly IntegerHistogram Histogram(CounterResetHint hint) => IsStale
            ? new IntegerHistogram { Sum = StaleMarker.Value }
            : new IntegerHistogram
            {
                CounterResetHint = hint,
                Schema = Layout.Schema,
                ZeroThreshold = Layout.ZeroThreshold,
                PositiveSpans = Layout.PositiveSpans,
                NegativeSpans = Layout.NegativeSpans,
                CustomValues = Layout.CustomValues,
                Count = (ulong)count,
                ZeroCount = (ulong)zeroCount,
                Sum = BitConverter.UInt64BitsToDouble(sum),
                PositiveDeltas = Buckets[..PositiveCount].ToArray(),
                NegativeDeltas = Buckets[PositiveCount..].ToArray(),
            };

        private readonly bool IsStale => sum == StaleMarker.Bits;

        private readonly bool TryReadBuckets(ref HistogramBitReader reader)
        {
            for (var index = 0; index < Buckets.Length; index++)
            {
                if (!reader.TryReadVarbit(out var difference))
                {
                    return false;
                }

                unchecked
                {
                    Changes[index] += difference;
                    Buckets[index] += Changes[index];
                }
            }

            return true;
        }
    }
}
