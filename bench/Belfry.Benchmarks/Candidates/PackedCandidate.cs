using Belfry.Encoding.Chunks;

namespace Belfry.Benchmarks.Candidates;

/// <summary>The chosen one.</summary>
internal sealed class PackedCandidate : IChunkCandidate
{
    public string Name => "packed";

    public int Encode(ReadOnlySpan<long> timesMs, ReadOnlySpan<double> values, Span<byte> destination) =>
        PackedChunk.Encode(timesMs, values, destination);

    public void Decode(ReadOnlySpan<byte> chunk, Span<long> timesMs, Span<double> values) =>
        PackedChunk.TryDecode(chunk, timesMs, values);
}
