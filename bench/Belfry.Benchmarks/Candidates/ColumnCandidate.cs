using System.Buffers.Binary;
using Belfry.Encoding.Chunks;

namespace Belfry.Benchmarks.Candidates;

/// <summary>Codecs of values only: times are a packed column, so that the difference is in the values.</summary>
internal abstract class ColumnCandidate : IChunkCandidate
{
    public abstract string Name { get; }

    public int Encode(ReadOnlySpan<long> timesMs, ReadOnlySpan<double> values, Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, (ushort)values.Length);
        var length = 2 + PackedTimes.Encode(timesMs, destination[2..]);
        return length + EncodeValues(values, destination[length..]);
    }

    public void Decode(ReadOnlySpan<byte> chunk, Span<long> timesMs, Span<double> values)
    {
        PackedTimes.TryDecode(chunk[2..], timesMs, out var length);
        DecodeValues(chunk[(2 + length)..], values);
    }

    protected abstract int EncodeValues(ReadOnlySpan<double> values, Span<byte> destination);

    protected abstract void DecodeValues(ReadOnlySpan<byte> column, Span<double> values);
}
