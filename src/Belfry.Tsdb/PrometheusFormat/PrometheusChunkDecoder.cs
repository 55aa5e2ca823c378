using Belfry.Encoding.Chunks;
using Belfry.Encoding.Histograms;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>Decodes chunks of the encodings 1 to 3 into columns. One thread.</summary>
internal sealed class PrometheusChunkDecoder : IDisposable
{
    private readonly SampleColumns decoded = new();
    private readonly ColumnMerger merger = new();

    /// <summary>
    /// Merges the samples of a chunk from <paramref name="fromMs"/> through <paramref name="throughMs"/> into
    /// <paramref name="columns"/>; of equal times what is there stays. Null, or why the bytes are no chunk: nothing is
    /// then added.
    /// </summary>
    internal string? Add(
        byte encoding, ReadOnlySpan<byte> chunk, long fromMs, long throughMs, SampleColumns columns)
    {
        decoded.Clear();
        if (Decode(encoding, chunk) is { } complaint)
        {
            return complaint;
        }

        merger.Add(columns, decoded, fromMs, throughMs);
        return null;
    }

    public void Dispose()
    {
        decoded.Dispose();
        merger.Dispose();
    }

    private string? Decode(byte encoding, ReadOnlySpan<byte> chunk)
    {
        if (encoding == PrometheusFiles.EncodingXor)
        {
            var count = XorChunk.Count(chunk);
            decoded.Reserve(count, out var times, out var values);
            if (!XorChunk.TryDecode(chunk, times, values) || !Rise(times))
            {
                return "the chunk makes no sense, and was left out";
            }

            decoded.Advance(count);
            return null;
        }

        if (!HistogramChunk.IsEncoding(encoding))
        {
            return $"a chunk of encoding {encoding} cannot be read, and was left out";
        }

        var timestampsMs = new long[HistogramChunk.Count(chunk)];
        var histograms = new NativeHistogram[timestampsMs.Length];
        if (!HistogramChunk.TryDecode(encoding, chunk, timestampsMs, histograms) || !Rise(timestampsMs))
        {
            return "the chunk makes no sense, and was left out";
        }

        for (var index = 0; index < timestampsMs.Length; index++)
        {
            decoded.Add(timestampsMs[index], histograms[index]);
        }

        return null;
    }

    private static bool Rise(ReadOnlySpan<long> timestampsMs)
    {
        for (var index = 1; index < timestampsMs.Length; index++)
        {
            if (timestampsMs[index] <= timestampsMs[index - 1])
            {
                return false;
            }
        }

        return true;
    }
}
