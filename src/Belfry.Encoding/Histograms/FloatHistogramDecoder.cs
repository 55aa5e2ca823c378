using System.Buffers;
using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Encoding.Histograms;

/// <summary>Decodes the samples of a float histogram chunk: all numbers but times as XORs.</summary>
internal static class FloatHistogramDecoder
{
    // Count, zero count and sum come before the buckets.
    private const int CountPlace = 0;
    private const int ZeroCountPlace = 1;
    private const int SumPlace = 2;
    private const int BucketsPlace = 3;

    internal static bool TryDecode(
        ref HistogramBitReader reader,
        HistogramLayout layout,
        bool isGauge,
        Span<long> timestampsMs,
        Span<NativeHistogram> histograms)
    {
        var numberCount = BucketsPlace + layout.PositiveCount + layout.NegativeCount;
        if (numberCount > reader.RemainingBits)
        {
            return false;
        }

        var rented = ArrayPool<ulong>.Shared.Rent(numberCount);
        var rentedWindows = ArrayPool<XorWindow>.Shared.Rent(numberCount);
        var numbers = rented.AsSpan(0, numberCount);
        var windows = rentedWindows.AsSpan(0, numberCount);
        windows.Clear();
        var isWhole = true;
        var time = 0L;
        var timeDelta = 0L;
        for (var index = 0; isWhole && index < timestampsMs.Length; index++)
        {
            isWhole = index == 0
                ? TryReadFirst(ref reader, ref time, numbers)
                : TryReadNext(ref reader, ref time, ref timeDelta, numbers, windows);
            timestampsMs[index] = time;
            histograms[index] = Histogram(layout, numbers, HistogramChunk.HintAt(index, isGauge));
        }

        ArrayPool<ulong>.Shared.Return(rented);
        ArrayPool<XorWindow>.Shared.Return(rentedWindows);
        return isWhole;
    }

    private static bool TryReadFirst(ref HistogramBitReader reader, ref long time, Span<ulong> numbers)
    {
        if (!reader.TryReadVarbit(out time))
        {
            return false;
        }

        foreach (ref var number in numbers)
        {
            if (!reader.TryRead(64, out number))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadNext(
        ref HistogramBitReader reader,
        ref long time,
        ref long timeDelta,
        Span<ulong> numbers,
        Span<XorWindow> windows)
    {
        if (!reader.TryReadVarbit(out var difference))
        {
            return false;
        }

        unchecked
        {
            timeDelta += difference;
            time += timeDelta;
        }

        for (var index = 0; index < numbers.Length; index++)
        {
            // A marker that the series has ended has no buckets.
            if (index == BucketsPlace && numbers[SumPlace] == StaleMarker.Bits)
            {
                return true;
            }

            if (!reader.TryReadXor(ref numbers[index], ref windows[index]))
            {
                return false;
            }
        }

        return true;
    }

    private static FloatHistogram Histogram(
        HistogramLayout layout, ReadOnlySpan<ulong> numbers, CounterResetHint hint)
    {
        if (numbers[SumPlace] == StaleMarker.Bits)
        {
            return new FloatHistogram { Sum = StaleMarker.Value };
        }

        var positiveCount = layout.PositiveCount;
        return new FloatHistogram
        {
            CounterResetHint = hint,
            Schema = layout.Schema,
            ZeroThreshold = layout.ZeroThreshold,
            PositiveSpans = layout.PositiveSpans,
            NegativeSpans = layout.NegativeSpans,
            CustomValues = layout.CustomValues,
            Count = BitConverter.UInt64BitsToDouble(numbers[CountPlace]),
            ZeroCount = BitConverter.UInt64BitsToDouble(numbers[ZeroCountPlace]),
            Sum = BitConverter.UInt64BitsToDouble(numbers[SumPlace]),
            PositiveBuckets = Floats(numbers.Slice(BucketsPlace, positiveCount)),
            NegativeBuckets = Floats(numbers[(BucketsPlace + positiveCount)..]),
        };
    }

    private static double[] Floats(ReadOnlySpan<ulong> bits) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<ulong, double>(bits).ToArray();
}
