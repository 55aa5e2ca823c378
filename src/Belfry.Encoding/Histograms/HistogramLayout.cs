using Belfry.Model.Histograms;

namespace Belfry.Encoding.Histograms;

/// <summary>What all histograms of a chunk have in common: where their buckets are. Immutable.</summary>
internal sealed record HistogramLayout(
    int Schema, double ZeroThreshold, BucketSpan[] PositiveSpans, BucketSpan[] NegativeSpans, double[] CustomValues)
{
    /// <summary>More buckets on one side than any histogram has; a chunk that says so is refused.</summary>
    internal const int BucketsMax = 1 << 16;

    private const double CustomScale = 1000;

    // The largest number that takes four bytes as a varbit, less the one that tells it from "not such a number".
    private const double CustomScaledMax = 33_554_430;

    // The exponent byte of a zero threshold is the binary exponent of the threshold, plus this.
    private const int ThresholdExponentBias = 244;

    /// <summary>The layout of a chunk of nothing but markers that the series has ended.</summary>
    internal static HistogramLayout Empty { get; } = new(0, 0, [], [], []);

    internal int PositiveCount => BucketCount(PositiveSpans);

    internal int NegativeCount => BucketCount(NegativeSpans);

    internal static int BucketCount(ReadOnlySpan<BucketSpan> spans)
    {
        long count = 0;
        foreach (var span in spans)
        {
            count += span.Length;
        }

        return (int)Math.Min(count, int.MaxValue);
    }

    internal static bool TryRead(ref HistogramBitReader reader, out HistogramLayout layout)
    {
        layout = Empty;
        if (!TryReadThreshold(ref reader, out var threshold)
            || !reader.TryReadVarbit(out var schema)
            || schema is not ((>= -4 and <= 8) or NativeHistogram.CustomBucketsSchema)
            || !TryReadSpans(ref reader, out var positive)
            || !TryReadSpans(ref reader, out var negative))
        {
            return false;
        }

        double[] customValues = [];
        if (schema == NativeHistogram.CustomBucketsSchema && !TryReadCustomValues(ref reader, out customValues))
        {
            return false;
        }

        layout = new HistogramLayout((int)schema, threshold, positive, negative, customValues);
        return true;
    }

    internal void Write(HistogramBitWriter writer)
    {
        WriteThreshold(writer, ZeroThreshold);
        writer.WriteVarbit(Schema);
        WriteSpans(writer, PositiveSpans);
        WriteSpans(writer, NegativeSpans);
        if (Schema == NativeHistogram.CustomBucketsSchema)
        {
            writer.WriteVarbitUnsigned((ulong)CustomValues.Length);
            foreach (var value in CustomValues)
            {
                WriteCustomValue(writer, value);
            }
        }
    }

    private static bool TryReadThreshold(ref HistogramBitReader reader, out double threshold)
    {
        threshold = 0;
        if (!reader.TryRead(8, out var exponent))
        {
            return false;
        }

        if (exponent == byte.MaxValue)
        {
            var isThere = reader.TryRead(64, out var bits);
            threshold = BitConverter.UInt64BitsToDouble(bits);
            return isThere;
        }

        threshold = exponent == 0 ? 0 : Math.ScaleB(1, (int)exponent - ThresholdExponentBias);
        return true;
    }

    private static void WriteThreshold(HistogramBitWriter writer, double threshold)
    {
        var bits = BitConverter.DoubleToUInt64Bits(threshold);
        if (bits == 0)
        {
            writer.Write(0, 8);
            return;
        }

        // A power of two has an exponent and nothing else.
        var exponent = (int)(bits >> 52) - 1023 + ThresholdExponentBias;
        if (bits << 12 == 0 && exponent is > 0 and < byte.MaxValue)
        {
            writer.Write((ulong)exponent, 8);
            return;
        }

        writer.Write(byte.MaxValue, 8);
        writer.Write(bits, 64);
    }

    private static bool TryReadSpans(ref HistogramBitReader reader, out BucketSpan[] spans)
    {
        spans = [];

        // Each span takes two bits at least, so what is left bounds what is allocated.
        if (!reader.TryReadVarbitUnsigned(out var count) || count > BucketsMax
            || (long)count * 2 > reader.RemainingBits)
        {
            return false;
        }

        spans = count == 0 ? [] : new BucketSpan[count];
        long buckets = 0;
        for (var index = 0; index < spans.Length; index++)
        {
            if (!reader.TryReadVarbitUnsigned(out var length) || length > BucketsMax
                || !reader.TryReadVarbit(out var offset) || offset != (int)offset
                || (index > 0 && offset < 0))
            {
                return false;
            }

            spans[index] = new BucketSpan((int)offset, (uint)length);
            buckets += (long)length;
        }

        return buckets <= BucketsMax;
    }

    private static void WriteSpans(HistogramBitWriter writer, BucketSpan[] spans)
    {
        writer.WriteVarbitUnsigned((ulong)spans.Length);
        foreach (var span in spans)
        {
            writer.WriteVarbitUnsigned(span.Length);
            writer.WriteVarbit(span.Offset);
        }
    }

    private static bool TryReadCustomValues(ref HistogramBitReader reader, out double[] values)
    {
        values = [];
        if (!reader.TryReadVarbitUnsigned(out var count) || count > BucketsMax
            || (long)count * 5 > reader.RemainingBits)
        {
            return false;
        }

        values = new double[count];
        foreach (ref var value in values.AsSpan())
        {
            if (!reader.TryReadVarbitUnsigned(out var scaled))
            {
                return false;
            }

            value = (scaled - 1) / CustomScale;
            if (scaled == 0)
            {
                if (!reader.TryRead(64, out var bits))
                {
                    return false;
                }

                value = BitConverter.UInt64BitsToDouble(bits);
            }
        }

        return true;
    }

    private static void WriteCustomValue(HistogramBitWriter writer, double value)
    {
        // People set bounds with few decimals, which are short as whole thousandths.
        var scaled = Math.Round(value * CustomScale);
        if (scaled is >= 0 and <= CustomScaledMax && !double.IsNegative(value) && scaled / CustomScale == value)
        {
            writer.WriteVarbitUnsigned((ulong)scaled + 1);
            return;
        }

        writer.Write(0, 1);
        writer.Write(BitConverter.DoubleToUInt64Bits(value), 64);
    }
}
