using System.IO.Compression;

namespace Belfry.Benchmarks.Candidates;

/// <summary>Another candidate's chunk with Brotli behind it.</summary>
internal sealed class BrotliCandidate(IChunkCandidate inner, int quality) : IChunkCandidate
{
    private readonly byte[] plain = new byte[65536 * 20];

    public string Name => $"{inner.Name} + brotli {quality}";

    public int Encode(ReadOnlySpan<long> timesMs, ReadOnlySpan<double> values, Span<byte> destination)
    {
        var length = inner.Encode(timesMs, values, plain);
        BrotliEncoder.TryCompress(plain.AsSpan(0, length), destination, out var written, quality, 18);
        return written;
    }

    public void Decode(ReadOnlySpan<byte> chunk, Span<long> timesMs, Span<double> values)
    {
        BrotliDecoder.TryDecompress(chunk, plain, out var length);
        inner.Decode(plain.AsSpan(0, length), timesMs, values);
    }
}
