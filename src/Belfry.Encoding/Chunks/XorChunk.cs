using System.Buffers.Binary;
using Belfry.Model;

namespace Belfry.Encoding.Chunks;

/// <summary>
/// Reads XOR chunks: float samples as deltas of deltas of time and XORs of values, 1.3 to 9 bytes each. The bit stream
/// is the one Prometheus writes (Gorilla, VLDB 2015, section 4.1). Format: docs/formats/xor-chunk.md.
/// </summary>
public static class XorChunk
{
    /// <summary>The number of samples that a chunk says it holds; 0 when it is too short to say.</summary>
    public static int Count(ReadOnlySpan<byte> chunk) =>
        chunk.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(chunk);

    /// <summary>
    /// Decodes all samples of a chunk: <c>timestampsMs[n]</c> and <c>values[n]</c>, with n = <see cref="Count"/> and
    /// both at least that long. False when the bytes are no whole chunk; what was written to the destinations is then
    /// meaningless. Bytes behind the last sample are not looked at. Never throws for what the bytes are.
    /// </summary>
    [HotPath]
    public static bool TryDecode(ReadOnlySpan<byte> chunk, Span<long> timestampsMs, Span<double> values)
    {
        var count = Count(chunk);
        if (count == 0)
        {
            return chunk.Length >= 2;
        }

        var reader = new BitReader(chunk[2..]);
        if (!reader.TryReadUvarint(out var zigzag) || !reader.TryRead(64, out var bits))
        {
            return false;
        }

        var timestamp = Zigzag.Decode(zigzag);
        timestampsMs = timestampsMs[..count];
        values = values[..count];
        timestampsMs[0] = timestamp;
        values[0] = BitConverter.UInt64BitsToDouble(bits);
        return count == 1 || TryDecodeRest(ref reader, timestamp, bits, timestampsMs, values);
    }

    /// <summary>The time of the first sample; false when there is none.</summary>
    public static bool TryReadFirstTime(ReadOnlySpan<byte> chunk, out long timestampMs)
    {
        timestampMs = 0;
        if (Count(chunk) == 0 || !Uvarint.TryRead(chunk[2..], out var zigzag, out _))
        {
            return false;
        }

        timestampMs = Zigzag.Decode(zigzag);
        return true;
    }

    private static bool TryDecodeRest(
        ref BitReader reader, long timestamp, ulong bits, Span<long> timestampsMs, Span<double> values)
    {
        if (!reader.TryReadUvarint(out var delta))
        {
            return false;
        }

        // A Prometheus that went on with a chunk after a restart uses a window before it has set one: all 64 bits.
        var state = new DecodeState(timestamp, delta, bits, Leading: 0, Significant: 64);
        if (!TryReadXor(ref reader, ref state))
        {
            return false;
        }

        // The delta of the second sample is written whole; only those behind it have a delta of the delta.
        state.Timestamp = unchecked(timestamp + (long)delta);
        timestampsMs[1] = state.Timestamp;
        values[1] = BitConverter.UInt64BitsToDouble(state.Bits);
        for (var index = 2; index < timestampsMs.Length; index++)
        {
            index = XorChunkWords.Decode(reader.Bytes, ref reader.Position, ref state, timestampsMs, values, index);
            if (index == timestampsMs.Length)
            {
                break;
            }

            if (!TryReadDeltaOfDelta(ref reader, out var difference))
            {
                return false;
            }

            state.Delta = unchecked(state.Delta + (ulong)difference);
            if (!TryReadXor(ref reader, ref state))
            {
                return false;
            }

            state.Timestamp = unchecked(state.Timestamp + (long)state.Delta);
            timestampsMs[index] = state.Timestamp;
            values[index] = BitConverter.UInt64BitsToDouble(state.Bits);
        }

        return true;
    }

    private static bool TryReadDeltaOfDelta(ref BitReader reader, out long difference)
    {
        difference = 0;
        if (!reader.TryPeek(out var window, out var available))
        {
            return false;
        }

        if (window >> 63 == 0)
        {
            return reader.TrySkip(1, available);
        }

        var ones = Math.Min(System.Numerics.BitOperations.LeadingZeroCount(~window), 4);
        if (ones == 4)
        {
            var isWhole = reader.TrySkip(4, available) & reader.TryRead(64, out var wide);
            difference = (long)wide;
            return isWhole;
        }

        // 10, 110, 1110 are followed by 14, 17 and 20 bits.
        var size = 11 + (ones * 3);
        var raw = (long)((window << (ones + 1)) >> (64 - size));
        difference = raw > 1L << (size - 1) ? raw - (1L << size) : raw;
        return reader.TrySkip(ones + 1 + size, available);
    }

    private static bool TryReadXor(ref BitReader reader, ref DecodeState state)
    {
        if (!reader.TryPeek(out var window, out var available))
        {
            return false;
        }

        if (window >> 63 == 0)
        {
            return reader.TrySkip(1, available);
        }

        var header = 2;
        if (window >> 62 == 0b11)
        {
            header = 13;
            state.SetWindow((int)(window >> 57) & 31, (int)(window >> 51) & 63);
        }

        var (leading, significant) = (state.Leading, state.Significant);
        if (leading + significant > 64)
        {
            return false;
        }

        ulong xor;
        var trailing = 64 - leading - significant;
        if (header + significant <= available)
        {
            xor = ((window << header) >> (64 - significant)) << trailing;
            state.Bits ^= xor;
            return reader.TrySkip(header + significant, available);
        }

        var isWhole = reader.TrySkip(header, available) & reader.TryRead(significant, out xor);
        state.Bits ^= xor << trailing;
        return isWhole;
    }

    /// <summary>Bits of a span, the highest bit of each byte first.</summary>
    private ref struct BitReader(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> bytes = bytes;

        // Passed by reference to what decodes by words.
        internal int Position;

        internal readonly ReadOnlySpan<byte> Bytes => bytes;

        /// <summary>The next bits at the top of a word and how many of them there are; false at the end.</summary>
        internal readonly bool TryPeek(out ulong window, out int available)
        {
            var index = Position >> 3;
            var used = Position & 7;
            if (index + 8 <= bytes.Length)
            {
                window = BinaryPrimitives.ReadUInt64BigEndian(bytes[index..]) << used;
                available = 64 - used;
                return true;
            }

            return TryPeekEnd(index, used, out window, out available);
        }

        internal bool TrySkip(int bitCount, int available)
        {
            Position += bitCount;
            return bitCount <= available;
        }

        internal bool TryRead(int bitCount, out ulong bits)
        {
            bits = 0;
            if (bitCount > 32)
            {
                if (!TryRead(32, out bits))
                {
                    return false;
                }

                bitCount -= 32;
            }

            var isThere = TryPeek(out var window, out var available) && TrySkip(bitCount, available);
            bits = (bits << bitCount) | (window >> (64 - bitCount));
            return isThere;
        }

        /// <summary>A uvarint that starts on a byte.</summary>
        internal bool TryReadUvarint(out ulong value)
        {
            var isThere = Uvarint.TryRead(bytes[(Position >> 3)..], out value, out var lengthBytes);
            Position += lengthBytes * 8;
            return isThere;
        }

        private readonly bool TryPeekEnd(int index, int used, out ulong window, out int available)
        {
            window = 0;
            available = 0;
            if (index >= bytes.Length)
            {
                return false;
            }

            var rest = bytes[index..];
            for (var place = 0; place < rest.Length; place++)
            {
                window |= (ulong)rest[place] << (56 - (place * 8));
            }

            window <<= used;
            available = (rest.Length * 8) - used;
            return true;
        }
    }
}
