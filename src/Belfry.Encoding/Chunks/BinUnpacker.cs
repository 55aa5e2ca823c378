using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Belfry.Encoding.Chunks;

/// <summary>
/// Reads numbers that were packed into bins: a bit stream of classes and one of distances, the lowest bit of each byte
/// first. Eight numbers of at most 56 bits lie within 64 bytes, so with AVX-512 (VBMI) one permutation of bytes brings
/// each into a lane; <see cref="ReadEach"/> is the same one number at a time, the oracle of the other.
/// </summary>
internal static class BinUnpacker
{
    private const int Lanes = 8;

    /// <summary>Whether this machine has what <see cref="Read"/> needs for going eight at a time.</summary>
    internal static bool IsVectorised => Avx512Vbmi.IsSupported && Avx512BW.IsSupported;

    /// <summary>
    /// The bits that the distances of <paramref name="count"/> numbers take, or -1 when bits behind the last class are
    /// not zero. <paramref name="classes"/> are whole bytes.
    /// </summary>
    internal static long MeasureBits(ReadOnlySpan<byte> classes, in PackedBins bins, int count)
    {
        if (bins.Count == 1)
        {
            return (long)count * bins.Widths[0];
        }

        var spare = (classes.Length * 8) - (count * bins.ClassBits);
        if (classes[^1] >> (8 - spare) != 0)
        {
            return -1;
        }

        long low = 0, high = 0, both = 0;
        var evenMask = bins.ClassBits == 1 ? ulong.MaxValue : 0x5555_5555_5555_5555;
        while (!classes.IsEmpty)
        {
            var word = ReadWord(classes, 0);
            classes = classes.Length > 8 ? classes[8..] : [];
            var odd = bins.ClassBits == 1 ? 0 : (word >> 1) & evenMask;
            word &= evenMask;
            low += BitOperations.PopCount(word);
            high += BitOperations.PopCount(odd);
            both += BitOperations.PopCount(word & odd);
        }

        // A class that has no bin would be measured with the width 0 of a bin that is not there.
        if (bins.Count == 3 && both != 0)
        {
            return -1;
        }

        var first = count - low - high + both;
        return (first * bins.Widths[0]) + ((low - both) * bins.Widths[1]) + ((high - both) * bins.Widths[2])
            + (both * bins.Widths[3]);
    }

    /// <summary>
    /// Fills <paramref name="numbers"/>. Behind the distances <paramref name="distances"/> may have bytes of others,
    /// which are loaded but do not matter; <see cref="MeasureBits"/> has told that it is long enough.
    /// </summary>
    internal static void Read(
        ReadOnlySpan<byte> classes, ReadOnlySpan<byte> distances, in PackedBins bins, Span<long> numbers)
    {
        if (bins.Count == 1 && bins.Widths[0] == 0)
        {
            numbers.Fill(bins.Bases[0]);
            return;
        }

        var done = 0;
        long bit = 0;
        if (IsVectorised && numbers.Length >= Lanes)
        {
            done = numbers.Length & -Lanes;
            bit = bins.Count == 1
                ? ReadOneBin(distances, bins, numbers[..done])
                : ReadBins(classes, distances, bins, numbers[..done]);
        }

        ReadEach(classes, distances, bins, numbers, done, bit);
    }

    /// <summary>The scalar twin: numbers from <paramref name="start"/> on, whose distance begins at
    /// <paramref name="bit"/>.</summary>
    internal static void ReadEach(
        ReadOnlySpan<byte> classes,
        ReadOnlySpan<byte> distances,
        in PackedBins bins,
        Span<long> numbers,
        int start,
        long bit)
    {
        var classBits = bins.ClassBits;
        var classMask = (1 << classBits) - 1;
        for (var index = start; index < numbers.Length; index++)
        {
            var place = index * classBits;
            var bin = classBits == 0 ? 0 : (classes[place >> 3] >> (place & 7)) & classMask;
            var width = (int)bins.Widths[bin];
            var distance = width == 0 ? 0 : ReadWord(distances, (int)(bit >> 3)) >> (int)(bit & 7);
            numbers[index] = unchecked(bins.Bases[bin] + (long)(distance & ((1ul << width) - 1)));
            bit += width;
        }
    }

    private static ulong ReadWord(ReadOnlySpan<byte> bytes, int offset) =>
        offset + 8 <= bytes.Length
            ? BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..])
            : ReadLastWord(bytes[offset..]);

    private static ulong ReadLastWord(ReadOnlySpan<byte> bytes)
    {
        var word = 0ul;
        for (var index = 0; index < bytes.Length; index++)
        {
            word |= (ulong)bytes[index] << (index * 8);
        }

        return word;
    }

    // Eight numbers of one width take as many bytes as the width is: every group has the same permutation.
    private static long ReadOneBin(ReadOnlySpan<byte> distances, in PackedBins bins, Span<long> numbers)
    {
        var width = (int)bins.Widths[0];
        var bits = Vector512.Create(0ul, 1, 2, 3, 4, 5, 6, 7) * (ulong)width;
        var permutation = Permutation(bits >>> 3);
        var shift = bits & Vector512.Create(7ul);
        var mask = Vector512.Create((1ul << width) - 1);
        var first = Vector512.Create((ulong)bins.Bases[0]);
        scoped var source = distances;
        Span<byte> end = stackalloc byte[2 * Vector512<byte>.Count];
        var offset = 0;
        for (var index = 0; index < numbers.Length; index += Lanes)
        {
            if (offset + Vector512<byte>.Count > source.Length)
            {
                source = MoveEnd(source, ref offset, end);
            }

            var bytes = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)offset);
            var words = Avx512Vbmi.PermuteVar64x8(bytes, permutation).AsUInt64();
            words = (Avx512F.ShiftRightLogicalVariable(words, shift) & mask) + first;
            words.AsInt64().StoreUnsafe(ref MemoryMarshal.GetReference(numbers), (nuint)index);
            offset += width;
        }

        return (long)numbers.Length * width;
    }

    private static long ReadBins(
        ReadOnlySpan<byte> classes, ReadOnlySpan<byte> distances, in PackedBins bins, Span<long> numbers)
    {
        var classBits = bins.ClassBits;
        var lanes = Vector512.Create(0ul, 1, 2, 3, 4, 5, 6, 7) * (ulong)classBits;
        var classMask = Vector512.Create((1ul << classBits) - 1);
        var widths = Table(bins.Widths);
        var masks = Avx512F.ShiftLeftLogicalVariable(Vector512<ulong>.One, widths) - Vector512<ulong>.One;
        var bases = Table(bins.Bases);
        scoped var source = distances;
        Span<byte> end = stackalloc byte[2 * Vector512<byte>.Count];
        var offset = 0;
        var bit = 0ul;
        long moved = 0;
        for (var index = 0; index < numbers.Length; index += Lanes)
        {
            if (offset + Vector512<byte>.Count > source.Length)
            {
                var before = offset;
                source = MoveEnd(source, ref offset, end);
                moved += before - offset;
            }

            var bytes = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)offset);
            var group = classBits == 1 ? classes[index >> 3]
                : BinaryPrimitives.ReadUInt16LittleEndian(classes[(index >> 2)..]);
            var bin = Avx512F.ShiftRightLogicalVariable(Vector512.Create((ulong)group), lanes) & classMask;
            var width = Avx512F.PermuteVar8x64(widths, bin);
            var behind = Accumulate(width) + Vector512.Create(bit);
            var start = behind - width;
            var words = Avx512Vbmi.PermuteVar64x8(bytes, Permutation(start >>> 3)).AsUInt64();
            words = Avx512F.ShiftRightLogicalVariable(words, start & Vector512.Create(7ul));
            words = (words & Avx512F.PermuteVar8x64(masks, bin)) + Avx512F.PermuteVar8x64(bases, bin);
            words.AsInt64().StoreUnsafe(ref MemoryMarshal.GetReference(numbers), (nuint)index);
            var next = behind.GetElement(Lanes - 1);
            offset += (int)(next >> 3);
            bit = next & 7;
        }

        return ((moved + offset) * 8) + (long)bit;
    }

    // The last bytes, with zeros behind them, so that whole vectors can be loaded.
    private static ReadOnlySpan<byte> MoveEnd(ReadOnlySpan<byte> distances, scoped ref int offset, Span<byte> end)
    {
        end.Clear();
        distances[offset..].CopyTo(end);
        offset = 0;
        return end;
    }

    // From the byte that each lane's number starts in: that byte and the seven behind it, for each lane.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Permutation(Vector512<ulong> startBytes)
    {
        var low = Vector128.Create((byte)0, 0, 0, 0, 0, 0, 0, 0, 8, 8, 8, 8, 8, 8, 8, 8);
        var spread = Avx512BW.Shuffle(startBytes.AsByte(), Vector512.Create(low));
        return spread + Vector512.Create(0x0706_0504_0302_0100ul).AsByte();
    }

    // Running sums: lane n gets the sum of lanes 0 to n.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Accumulate(Vector512<ulong> lanes)
    {
        lanes += Avx512F.AlignRight64(lanes, Vector512<ulong>.Zero, 7);
        lanes += Avx512F.AlignRight64(lanes, Vector512<ulong>.Zero, 6);
        return lanes + Avx512F.AlignRight64(lanes, Vector512<ulong>.Zero, 4);
    }

    private static Vector512<ulong> Table(in PackedBins.FourNumbers numbers) => Vector512.Create(
        (ulong)numbers[0], (ulong)numbers[1], (ulong)numbers[2], (ulong)numbers[3], 0, 0, 0, 0);
}
