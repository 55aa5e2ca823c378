using Belfry.Model.Histograms;

namespace Belfry.Encoding.Histograms;

/// <summary>
/// Writes chunks of native histograms from all samples at once. A chunk ends where the kind, schema, zero threshold or
/// bounds change, where a counter was reset, and behind a marker that the series has ended. Its buckets are those that
/// any of its histograms has, as in Prometheus: one that has fewer gets empty ones, unless all have the same.
/// Thread-safe. Format: docs/formats/prometheus-data.md.
/// </summary>
public static class HistogramChunkEncoder
{
    /// <summary>As many samples as Prometheus puts into a chunk.</summary>
    public const int SamplesPerChunk = 120;

    /// <summary>
    /// Encodes <c>histograms[n]</c> at <c>timestampsMs[n]</c>, which rise, into chunks of at most
    /// <paramref name="samplesPerChunkMax"/> (1 to 65535) samples, by rising time. Empty when n is 0.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A histogram is not valid: its spans do not tell as many buckets as it has, or too many.
    /// </exception>
    public static IReadOnlyList<EncodedHistogramChunk> Encode(
        ReadOnlySpan<long> timestampsMs,
        ReadOnlySpan<NativeHistogram> histograms,
        int samplesPerChunkMax = SamplesPerChunk)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(histograms.Length, timestampsMs.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(samplesPerChunkMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samplesPerChunkMax, ushort.MaxValue);
        var chunks = new List<EncodedHistogramChunk>();
        var writer = new HistogramBitWriter();
        for (var start = 0; start < histograms.Length;)
        {
            var layout = new LayoutUnion(Checked(histograms[start]));
            var hint = start == 0
                ? HintOfFirst(histograms[0])
                : Succession.HintBetween(histograms[start - 1], histograms[start]);
            var end = start + 1;
            while (end < histograms.Length
                && end - start < samplesPerChunkMax
                && Succession.ShareChunk(histograms[end - 1], Checked(histograms[end]))
                && layout.TryAdd(histograms[end]))
            {
                end++;
            }

            chunks.Add(EncodeOne(
                writer, layout.ToLayout(), hint, timestampsMs[start..end], histograms[start..end]));
            start = end;
        }

        return chunks;
    }

    private static EncodedHistogramChunk EncodeOne(
        HistogramBitWriter writer,
        HistogramLayout layout,
        CounterResetHint hint,
        ReadOnlySpan<long> timestampsMs,
        ReadOnlySpan<NativeHistogram> histograms)
    {
        writer.Clear();
        writer.Write((ulong)timestampsMs.Length, 16);
        writer.Write(HistogramChunk.ResetHintBits(hint), 8);
        layout.Write(writer);
        var isInteger = histograms[0] is IntegerHistogram;
        if (isInteger)
        {
            IntegerHistogramEncoder.Write(writer, layout, timestampsMs, histograms);
        }
        else
        {
            FloatHistogramEncoder.Write(writer, layout, timestampsMs, histograms);
        }

        return new EncodedHistogramChunk(
            isInteger ? HistogramChunk.IntegerEncoding : HistogramChunk.FloatEncoding,
            writer.Written.ToArray(),
            timestampsMs.Length,
            timestampsMs[0],
            timestampsMs[^1]);
    }

    private static CounterResetHint HintOfFirst(NativeHistogram histogram) =>
        histogram.CounterResetHint is CounterResetHint.NotCounterReset
            ? CounterResetHint.Unknown
            : histogram.CounterResetHint;

    private static NativeHistogram Checked(NativeHistogram histogram)
    {
        var positive = HistogramLayout.BucketCount(histogram.PositiveSpans);
        var negative = HistogramLayout.BucketCount(histogram.NegativeSpans);
        var (positiveThere, negativeThere) = histogram switch
        {
            IntegerHistogram whole => (whole.PositiveDeltas.Length, whole.NegativeDeltas.Length),
            FloatHistogram fraction => (fraction.PositiveBuckets.Length, fraction.NegativeBuckets.Length),
            _ => (-1, -1),
        };
        if (positive != positiveThere || negative != negativeThere
            || Math.Max(positive, negative) > HistogramLayout.BucketsMax
            || Math.Max(histogram.PositiveSpans.Length, histogram.NegativeSpans.Length) > HistogramLayout.BucketsMax
            || histogram.CustomValues.Length > HistogramLayout.BucketsMax)
        {
            throw new ArgumentException(
                $"the spans tell {positive} and {negative} buckets, there are {positiveThere} and {negativeThere}, "
                + $"and at most {HistogramLayout.BucketsMax} can be");
        }

        return histogram;
    }
}
