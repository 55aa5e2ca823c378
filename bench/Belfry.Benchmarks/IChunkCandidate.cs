namespace Belfry.Benchmarks;

/// <summary>A chunk codec that is compared. Decoding may trust its bytes.</summary>
internal interface IChunkCandidate
{
    string Name { get; }

    int Encode(ReadOnlySpan<long> timesMs, ReadOnlySpan<double> values, Span<byte> destination);

    void Decode(ReadOnlySpan<byte> chunk, Span<long> timesMs, Span<double> values);
}
