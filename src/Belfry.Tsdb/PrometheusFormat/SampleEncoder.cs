using Belfry.Encoding.Chunks;
using Belfry.Encoding.Histograms;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>
/// Turns columns of samples into Prometheus's chunks by rising time, floats and histograms. One thread.
/// </summary>
internal sealed class SampleEncoder(int samplesPerChunkMax)
{
    /// <summary>Takes a chunk; its bytes are valid during the call.</summary>
    internal delegate void ChunkSink(byte encoding, ReadOnlySpan<byte> bytes, long minTimeMs, long maxTimeMs);

    private readonly byte[] encoded = new byte[(samplesPerChunkMax * 20) + XorChunkAppender.SpareBytes + 32];

    internal void Encode(SampleColumns samples, ChunkSink sink)
    {
        for (var start = 0; start < samples.Count;)
        {
            var end = RunEnd(samples, start);
            if (samples.HasHistograms && samples.Histograms[start] is not null)
            {
                EncodeHistograms(samples, start, end, sink);
            }
            else
            {
                EncodeFloats(samples, start, end, sink);
            }

            start = end;
        }
    }

    /// <summary>The end of the samples of one kind.</summary>
    private static int RunEnd(SampleColumns samples, int start)
    {
        if (!samples.HasHistograms)
        {
            return samples.Count;
        }

        var histograms = samples.Histograms;
        var end = start + 1;
        while (end < samples.Count && histograms[end] is null == histograms[start] is null)
        {
            end++;
        }

        return end;
    }

    private void EncodeFloats(SampleColumns samples, int start, int end, ChunkSink sink)
    {
        while (start < end)
        {
            var chunkEnd = Math.Min(start + samplesPerChunkMax, end);
            var appender = default(XorChunkAppender);
            for (var index = start; index < chunkEnd; index++)
            {
                appender.Append(encoded, samples.TimestampsMs[index], samples.Values[index]);
            }

            sink(
                PrometheusFiles.EncodingXor,
                encoded.AsSpan(0, appender.LengthBytes),
                samples.TimestampsMs[start],
                samples.TimestampsMs[chunkEnd - 1]);
            start = chunkEnd;
        }
    }

    private void EncodeHistograms(SampleColumns samples, int start, int end, ChunkSink sink)
    {
        var histograms = new NativeHistogram[end - start];
        for (var index = start; index < end; index++)
        {
            histograms[index - start] = samples.Histograms[index]!;
        }

        foreach (var chunk in HistogramChunkEncoder.Encode(
            samples.TimestampsMs[start..end], histograms, samplesPerChunkMax))
        {
            sink(chunk.Encoding, chunk.Bytes.Span, chunk.MinTimeMs, chunk.MaxTimeMs);
        }
    }
}
