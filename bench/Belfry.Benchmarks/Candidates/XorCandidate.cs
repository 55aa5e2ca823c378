using Belfry.Encoding.Chunks;

namespace Belfry.Benchmarks.Candidates;

/// <summary>Gorilla, as Prometheus writes it.</summary>
internal sealed class XorCandidate : IChunkCandidate
{
    public string Name => "XOR";

    public int Encode(ReadOnlySpan<long> timesMs, ReadOnlySpan<double> values, Span<byte> destination)
    {
        var appender = default(XorChunkAppender);
        for (var index = 0; index < timesMs.Length; index++)
        {
            appender.Append(destination, timesMs[index], values[index]);
        }

        return appender.LengthBytes;
    }

    public void Decode(ReadOnlySpan<byte> chunk, Span<long> timesMs, Span<double> values) =>
        XorChunk.TryDecode(chunk, timesMs, values);
}
