namespace Belfry.Encoding.Histograms;

/// <summary>One chunk of native histograms, encoded.</summary>
/// <param name="Encoding">
/// <see cref="HistogramChunk.IntegerEncoding"/> or <see cref="HistogramChunk.FloatEncoding"/>.
/// </param>
/// <param name="Bytes">The chunk.</param>
/// <param name="Count">The number of samples in it, 1 or more.</param>
/// <param name="MinTimeMs">The time of the first of them.</param>
/// <param name="MaxTimeMs">The time of the last of them.</param>
public sealed record EncodedHistogramChunk(
    byte Encoding, ReadOnlyMemory<byte> Bytes, int Count, long MinTimeMs, long MaxTimeMs);
