using Belfry.Model.Histograms;

namespace Belfry.Encoding.Histograms;

/// <summary>Writes the samples of a float histogram chunk behind its layout.</summary>
internal static class FloatHistogramEncoder
{
    private const int BucketsPlace = 3;

    internal static void Write(
        HistogramBitWriter writer,
        HistogramLayout layout,
        ReadOnlySpan<long> timestampsMs,
        ReadOnlySpan<NativeHistogram> histograms)
    {
        var numbers = new double[BucketsPlace + layout.PositiveCount + layout.NegativeCount];
        var before = new ulong[numbers.Length];
        var windows = new XorWindow[numbers.Length];
        Array.Fill(windows, XorWindow.None);
        var timeDelta = 0L;
        for (var index = 0; index < histograms.Length; index++)
        {
            var written = Take((FloatHistogram)histograms[index], layout, numbers);
            if (index == 0)
            {
                writer.WriteVarbit(timestampsMs[0]);
            }
            else
            {
                var newTimeDelta = unchecked(timestampsMs[index] - timestampsMs[index - 1]);
                writer.WriteVarbit(unchecked(newTimeDelta - timeDelta));
                timeDelta = newTimeDelta;
            }

            for (var place = 0; place < written; place++)
            {
                var bits = BitConverter.DoubleToUInt64Bits(numbers[place]);
                if (index == 0)
                {
                    writer.Write(bits, 64);
                }
                else
                {
                    writer.WriteXor(bits ^ before[place], ref windows[place]);
                }

                before[place] = bits;
            }
        }
    }

    /// <summary>Count, zero count, sum and buckets; returns how many of them are written.</summary>
    private static int Take(FloatHistogram histogram, HistogramLayout layout, double[] numbers)
    {
        if (histogram.IsStale)
        {
            numbers[0] = 0;
            numbers[1] = 0;
            numbers[2] = histogram.Sum;
            return BucketsPlace;
        }

        numbers[0] = histogram.Count;
        numbers[1] = histogram.ZeroCount;
        numbers[2] = histogram.Sum;
        var buckets = numbers.AsSpan(BucketsPlace);
        BucketSpread.Counts(histogram, true, layout.PositiveSpans, buckets[..layout.PositiveCount]);
        BucketSpread.Counts(histogram, false, layout.NegativeSpans, buckets[layout.PositiveCount..]);
        return numbers.Length;
    }
}
