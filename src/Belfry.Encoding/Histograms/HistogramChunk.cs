using System.Buffers.Binary;
using Belfry.Model.Histograms;

namespace Belfry.Encoding.Histograms;

/// <summary>
/// Reads chunks of native histograms, whole or fractional, as Prometheus writes them (encodings 2 and 3). All
/// histograms of a chunk have one layout of buckets, and no counter was reset between them.
/// Format: docs/formats/prometheus-data.md.
/// </summary>
public static class HistogramChunk
{
    /// <summary>The encoding byte of chunks of <see cref="IntegerHistogram"/>s.</summary>
    public const byte IntegerEncoding = 2;

    /// <summary>The encoding byte of chunks of <see cref="FloatHistogram"/>s.</summary>
    public const byte FloatEncoding = 3;

    internal const int HeaderBytes = 3;

    private const int ResetHintByte = 2;
    private const int ResetHintShift = 6;

    /// <summary>Whether it is one of the two encodings that this class reads.</summary>
    public static bool IsEncoding(byte encoding) => encoding is IntegerEncoding or FloatEncoding;

    /// <summary>The number of samples that a chunk says it holds; 0 when it is too short to say.</summary>
    public static int Count(ReadOnlySpan<byte> chunk) =>
        chunk.Length < HeaderBytes ? 0 : BinaryPrimitives.ReadUInt16BigEndian(chunk);

    /// <summary>
    /// What is known about a counter reset between the first histogram of this chunk and the last one of the chunk
    /// before it, as of when it was written: only of use to whoever knows that nothing came or went between the two.
    /// </summary>
    public static CounterResetHint ResetHint(ReadOnlySpan<byte> chunk) =>
        (chunk.Length < HeaderBytes ? 0 : chunk[ResetHintByte] >> ResetHintShift) switch
        {
            0b10 => CounterResetHint.CounterReset,
            0b01 => CounterResetHint.NotCounterReset,
            0b11 => CounterResetHint.Gauge,
            _ => CounterResetHint.Unknown,
        };

    /// <summary>The time of the first sample; false when there is none.</summary>
    public static bool TryReadFirstTime(ReadOnlySpan<byte> chunk, out long timestampMs)
    {
        timestampMs = 0;
        if (Count(chunk) == 0)
        {
            return false;
        }

        var reader = new HistogramBitReader(chunk[HeaderBytes..]);
        return HistogramLayout.TryRead(ref reader, out _) && reader.TryReadVarbit(out timestampMs);
    }

    /// <summary>
    /// Decodes all samples of a chunk: <c>timestampsMs[n]</c> and <c>histograms[n]</c>, with n = <see cref="Count"/>
    /// and both at least that long. The histograms of a chunk share their spans and bounds. The first one's hint is
    /// <see cref="CounterResetHint.Unknown"/> (see <see cref="ResetHint"/>) unless they are gauges. False when the
    /// bytes are no whole chunk of this encoding; what was written to the destinations is then meaningless. Bytes
    /// behind
    /// the last sample are not looked at. Never throws for what the bytes are; what is allocated grows with their
    /// number.
    /// </summary>
    public static bool TryDecode(
        byte encoding, ReadOnlySpan<byte> chunk, Span<long> timestampsMs, Span<NativeHistogram> histograms)
    {
        if (!IsEncoding(encoding) || chunk.Length < HeaderBytes)
        {
            return false;
        }

        var count = Count(chunk);
        if (count == 0)
        {
            return true;
        }

        var reader = new HistogramBitReader(chunk[HeaderBytes..]);
        if (!HistogramLayout.TryRead(ref reader, out var layout))
        {
            return false;
        }

        var isGauge = ResetHint(chunk) == CounterResetHint.Gauge;
        return encoding == IntegerEncoding
            ? IntegerHistogramDecoder.TryDecode(
                ref reader, layout, isGauge, timestampsMs[..count], histograms[..count])
            : FloatHistogramDecoder.TryDecode(
                ref reader, layout, isGauge, timestampsMs[..count], histograms[..count]);
    }

    internal static byte ResetHintBits(CounterResetHint hint) => hint switch
    {
        CounterResetHint.CounterReset => 0b10 << ResetHintShift,
        CounterResetHint.NotCounterReset => 0b01 << ResetHintShift,
        CounterResetHint.Gauge => 0b11 << ResetHintShift,
        _ => 0,
    };

    /// <summary>What the place in a chunk says about a reset before a sample.</summary>
    internal static CounterResetHint HintAt(int index, bool isGauge) =>
        isGauge ? CounterResetHint.Gauge
        : index == 0 ? CounterResetHint.Unknown
        : CounterResetHint.NotCounterReset;
}
