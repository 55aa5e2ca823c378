using Belfry.Encoding.Chunks;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Chunks;

/// <summary>
/// Encodes columns of samples as chunks of one kind each, floats or native histograms. It owns the bytes of the chunk
/// made last. Floats are encoded as <paramref name="floatEncoding"/> says: so that they can be appended to, or packed.
/// One thread.
/// </summary>
internal sealed class ChunkEncoder(int samplesPerChunkMax, ChunkEncoding floatEncoding)
{
    private byte[] bytes = new byte[4096];

    /// <summary>
    /// The chunk that starts with sample <paramref name="next"/>, which moves behind the chunk: at most
    /// <c>samplesPerChunkMax</c> samples of one kind, before <paramref name="end"/>.
    /// </summary>
    internal ChunkView Next(SampleColumns samples, ref int next, int end)
    {
        var start = next;
        var limit = Math.Min(end, start + samplesPerChunkMax);
        var isFloat = !samples.HasHistograms || samples.Histograms[start] is null;
        var length = isFloat ? EncodeFloats(samples, ref next, limit) : EncodeHistograms(samples, ref next, limit);
        return new ChunkView(
            isFloat ? floatEncoding : ChunkEncoding.HistogramList,
            bytes.AsSpan(0, length),
            next - start,
            samples.TimestampsMs[start],
            samples.TimestampsMs[next - 1]);
    }

    private int EncodeFloats(SampleColumns samples, ref int next, int limit)
    {
        if (floatEncoding == ChunkEncoding.Packed)
        {
            return Pack(samples, ref next, limit);
        }

        var appender = default(XorChunkAppender);
        for (; next < limit && (!samples.HasHistograms || samples.Histograms[next] is null); next++)
        {
            Ensure(appender.LengthBytes + XorChunkAppender.SpareBytes);
            appender.Append(bytes, samples.TimestampsMs[next], samples.Values[next]);
        }

        return appender.LengthBytes;
    }

    private int Pack(SampleColumns samples, ref int next, int limit)
    {
        var start = next;
        while (next < limit && (!samples.HasHistograms || samples.Histograms[next] is null))
        {
            next++;
        }

        Ensure(PackedChunk.SizeBytesMax(next - start));
        var times = samples.TimestampsMs[start..next];
        return PackedChunk.Encode(times, samples.Values[start..next], bytes, times[0]);
    }

    private int EncodeHistograms(SampleColumns samples, ref int next, int limit)
    {
        var length = 0;
        long lastTimeMs = 0;
        NativeHistogram? last = null;
        for (; next < limit && samples.Histograms[next] is { } histogram; next++)
        {
            Ensure(length + HistogramListChunk.HeaderSizeBytes + HistogramListChunk.EntrySizeBytesMax(histogram));
            var timeMs = samples.TimestampsMs[next];
            length = HistogramListChunk.Append(bytes, length, timeMs, histogram, lastTimeMs, last);
            (lastTimeMs, last) = (timeMs, histogram);
        }

        return length;
    }

    private void Ensure(int lengthBytes)
    {
        if (bytes.Length < lengthBytes)
        {
            Array.Resize(ref bytes, Math.Max(lengthBytes, bytes.Length * 2));
        }
    }
}
