using Belfry.Benchmarks.Candidates;

namespace Belfry.Benchmarks;

/// <summary>An encoded chunk, with bytes to spare behind it for the candidates that read whole words.</summary>
internal sealed record Chunk(byte[] Bytes, int LengthBytes)
{
    internal ReadOnlySpan<byte> Span(IChunkCandidate candidate) =>
        candidate is ColumnCandidate ? Bytes : Bytes.AsSpan(0, LengthBytes);
}
