using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Belfry.Encoding.Chunks;

/// <summary>
/// Decodes the inner samples of an XOR chunk by whole words, without looking for the end at each bit. What it does not
/// know, rare or damaged, and the last samples are left to <see cref="XorChunk"/>, which is also its oracle in tests.
/// </summary>
internal static class XorChunkWords
{
    // A sample that is decoded here takes 24 + 13 + 64 bits at most, and words are read up to nine bytes behind its
    // start or that of its value.
    private const int BytesAhead = 24;

    /// <summary>
    /// Decodes from sample <paramref name="index"/> (2 or more) on; returns the index of the first sample that was not
    /// decoded, where <paramref name="position"/>, in bits, then stands.
    /// </summary>
    internal static int Decode(
        ReadOnlySpan<byte> bytes,
        ref int position,
        ref DecodeState state,
        Span<long> timestampsMs,
        Span<double> values,
        int index)
    {
        index = Decode(bytes, bytes.Length * 8, ref position, ref state, timestampsMs, values, index);
        var read = position >> 3;
        if (index == timestampsMs.Length || bytes.Length - read > BytesAhead)
        {
            return index;
        }

        // The end again, with room behind it that may be looked at but not used.
        Span<byte> padded = stackalloc byte[BytesAhead * 2];
        bytes[read..].CopyTo(padded);
        var place = position & 7;
        index = Decode(padded, (bytes.Length - read) * 8, ref place, ref state, timestampsMs, values, index);
        position = (read * 8) + place;
        return index;
    }

    private static int Decode(
        ReadOnlySpan<byte> bytes,
        int endBit,
        ref int position,
        ref DecodeState state,
        Span<long> timestampsMs,
        Span<double> values,
        int index)
    {
        ref var start = ref MemoryMarshal.GetReference(bytes);
        ref var times = ref MemoryMarshal.GetReference(timestampsMs);
        ref var results = ref MemoryMarshal.GetReference(values);
        var end = Math.Min(timestampsMs.Length, values.Length);
        var last = bytes.Length - BytesAhead;
        var (timestamp, delta, xored, leading, significant) = state;
        var place = position;
        for (; index < end && place >> 3 <= last; index++)
        {
            var window = Word(ref start, place);
            var used = 1;
            var (nextDelta, nextLeading, nextSignificant) = (delta, leading, significant);
            if (window >> 63 != 0)
            {
                var ones = BitOperations.LeadingZeroCount(~window);
                if (ones > 3)
                {
                    break;
                }

                var size = 11 + (ones * 3);
                var raw = (long)((window << (ones + 1)) >> (64 - size));
                nextDelta = unchecked(delta + (ulong)(raw > 1L << (size - 1) ? raw - (1L << size) : raw));
                used = ones + 1 + size;
                window <<= ones + 1 + size;
            }
            else
            {
                window <<= 1;
            }

            var next = place + used + 1;
            if (window >> 63 != 0)
            {
                next++;
                if (window >> 62 == 0b11)
                {
                    nextLeading = (int)(window >> 57) & 31;
                    nextSignificant = (int)(window >> 51) & 63;
                    nextSignificant = nextSignificant == 0 ? 64 : nextSignificant;
                    next += 11;
                }

                var trailing = 64 - nextLeading - nextSignificant;
                if (trailing < 0 || next + nextSignificant > endBit)
                {
                    break;
                }

                xored ^= (LongWord(ref start, next) >> (64 - nextSignificant)) << trailing;
                next += nextSignificant;
            }
            else if (next > endBit)
            {
                break;
            }

            (delta, leading, significant, place) = (nextDelta, nextLeading, nextSignificant, next);
            timestamp = unchecked(timestamp + (long)delta);
            Unsafe.Add(ref times, index) = timestamp;
            Unsafe.Add(ref results, index) = BitConverter.UInt64BitsToDouble(xored);
        }

        state = new DecodeState(timestamp, delta, xored, leading, significant);
        position = place;
        return index;
    }

    // At least the next 57 bits, at the top.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte start, int place) => Read(ref start, place) << (place & 7);

    // The next 64 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong LongWord(ref byte start, int place) =>
        (Read(ref start, place) << (place & 7)) | ((uint)Unsafe.Add(ref start, (place >> 3) + 8) >> (8 - (place & 7)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read(ref byte start, int place)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, place >> 3));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(word) : word;
    }
}
