using System.Buffers.Binary;

namespace Belfry.Encoding.Zstd;

/// <summary>
/// Decodes the compressed blocks of one frame: each may use the tables and offsets of those before it. One thread.
/// Source: RFC 8878, section 3.1.1.3.
/// </summary>
internal sealed class ZstdBlock
{
    internal const int DecodedBytesMax = 128 << 10;

    private const int LiteralAccuracyMax = 9;
    private const int MatchAccuracyMax = 9;
    private const int OffsetAccuracyMax = 8;

    private readonly byte[] literals = new byte[DecodedBytesMax];
    private readonly long[] offsets = [1, 4, 8];
    private ZstdHuffman? huffman;
    private ZstdStates? literalLengths;
    private ZstdStates? matchLengths;
    private ZstdStates? offsetCodes;
    private int literalCount;

    private enum Mode
    {
        Predefined,
        Single,
        Described,
        Repeated,
    }

    /// <summary>
    /// Decodes a block behind the first <paramref name="written"/> bytes of <paramref name="output"/>, which has room
    /// for <see cref="DecodedBytesMax"/> more. False when it is damaged.
    /// </summary>
    internal bool TryDecode(ReadOnlySpan<byte> block, Span<byte> output, ref int written)
    {
        if (!TryReadLiterals(ref block) || !TryReadCount(ref block, out var count))
        {
            return false;
        }

        var limit = written + DecodedBytesMax;
        var taken = 0;
        if (count > 0)
        {
            if (!TryReadTables(ref block)
                || !TryRun(block, count, output[..Math.Min(output.Length, limit)], ref written, ref taken))
            {
                return false;
            }
        }
        else if (!block.IsEmpty)
        {
            return false;
        }

        var rest = literals.AsSpan(taken, literalCount - taken);
        if (rest.Length > limit - written)
        {
            return false;
        }

        rest.CopyTo(output[written..]);
        written += rest.Length;
        return true;
    }

    private static bool TryReadCount(ref ReadOnlySpan<byte> block, out int count)
    {
        count = 0;
        if (block.IsEmpty)
        {
            return false;
        }

        var lengthBytes = block[0] switch { < 128 => 1, < 255 => 2, _ => 3 };
        if (lengthBytes > block.Length)
        {
            return false;
        }

        count = lengthBytes switch
        {
            1 => block[0],
            2 => ((block[0] - 128) << 8) + block[1],
            _ => block[1] + (block[2] << 8) + 0x7f00,
        };
        block = block[lengthBytes..];
        return true;
    }

    private bool TryReadLiterals(ref ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty)
        {
            return false;
        }

        var kind = block[0] & 3;
        var format = (block[0] >> 2) & 3;
        return kind < 2 ? TryReadPlain(ref block, kind == 1, format) : TryReadCoded(ref block, kind == 3, format);
    }

    private bool TryReadPlain(ref ReadOnlySpan<byte> block, bool isOneByte, int format)
    {
        var headerBytes = format switch { 1 => 2, 3 => 3, _ => 1 };
        if (headerBytes > block.Length)
        {
            return false;
        }

        literalCount = headerBytes switch
        {
            1 => block[0] >> 3,
            2 => (block[0] >> 4) | (block[1] << 4),
            _ => (block[0] >> 4) | (block[1] << 4) | (block[2] << 12),
        };
        block = block[headerBytes..];
        var storedBytes = isOneByte ? 1 : literalCount;
        if (literalCount > DecodedBytesMax || storedBytes > block.Length)
        {
            return false;
        }

        if (isOneByte)
        {
            literals.AsSpan(0, literalCount).Fill(block[0]);
        }
        else
        {
            block[..literalCount].CopyTo(literals);
        }

        block = block[storedBytes..];
        return true;
    }

    private bool TryReadCoded(ref ReadOnlySpan<byte> block, bool isRepeated, int format)
    {
        var (headerBytes, sizeBits) = format switch { 2 => (4, 14), 3 => (5, 18), _ => (3, 10) };
        if (headerBytes > block.Length)
        {
            return false;
        }

        Span<byte> padded = stackalloc byte[8];
        block[..headerBytes].CopyTo(padded);
        var header = BinaryPrimitives.ReadUInt64LittleEndian(padded);
        literalCount = (int)(header >> 4) & ((1 << sizeBits) - 1);
        var codedBytes = (int)(header >> (4 + sizeBits)) & ((1 << sizeBits) - 1);
        block = block[headerBytes..];
        if (literalCount > DecodedBytesMax || codedBytes > block.Length)
        {
            return false;
        }

        var coded = block[..codedBytes];
        block = block[codedBytes..];
        if (!isRepeated)
        {
            if (!ZstdHuffman.TryRead(coded, out var table, out var usedBytes))
            {
                return false;
            }

            huffman = table;
            coded = coded[usedBytes..];
        }

        var decoded = literals.AsSpan(0, literalCount);
        return huffman is not null && (format == 0 ? huffman.TryDecode(coded, decoded) : TryFour(coded, decoded));
    }

    private bool TryFour(ReadOnlySpan<byte> coded, Span<byte> decoded)
    {
        const int jumpBytes = 6;
        if (coded.Length < jumpBytes)
        {
            return false;
        }

        var each = (decoded.Length + 3) / 4;
        var streams = coded[jumpBytes..];
        for (var index = 0; index < 4; index++)
        {
            var isLast = index == 3;
            var length = isLast
                ? streams.Length
                : BinaryPrimitives.ReadUInt16LittleEndian(coded[(index * 2)..]);
            var count = isLast ? decoded.Length : each;
            if (length > streams.Length || count > decoded.Length
                || !huffman!.TryDecode(streams[..length], decoded[..count]))
            {
                return false;
            }

            streams = streams[length..];
            decoded = decoded[count..];
        }

        return true;
    }

    private bool TryReadTables(ref ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty || (block[0] & 3) != 0)
        {
            return false;
        }

        var modes = block[0];
        block = block[1..];
        return TryReadTable(
                ref block,
                (Mode)(modes >> 6),
                LiteralAccuracyMax,
                ZstdSequenceCodes.LiteralLengthMax,
                ZstdSequenceCodes.LiteralLengths,
                ref literalLengths)
            && TryReadTable(
                ref block,
                (Mode)((modes >> 4) & 3),
                OffsetAccuracyMax,
                ZstdSequenceCodes.OffsetMax,
                ZstdSequenceCodes.Offsets,
                ref offsetCodes)
            && TryReadTable(
                ref block,
                (Mode)((modes >> 2) & 3),
                MatchAccuracyMax,
                ZstdSequenceCodes.MatchLengthMax,
                ZstdSequenceCodes.MatchLengths,
                ref matchLengths);
    }

    private static bool TryReadTable(
        ref ReadOnlySpan<byte> block,
        Mode mode,
        int accuracyMax,
        int symbolMax,
        ZstdStates predefined,
        ref ZstdStates? states)
    {
        switch (mode)
        {
            case Mode.Predefined:
                states = predefined;
                return true;
            case Mode.Single:
                if (block.IsEmpty || block[0] > symbolMax)
                {
                    return false;
                }

                states = ZstdStates.Single(block[0]);
                block = block[1..];
                return true;
            case Mode.Described:
                var isWhole = ZstdStates.TryRead(block, accuracyMax, symbolMax, out var described, out var usedBytes);
                states = described;
                block = isWhole ? block[usedBytes..] : block;
                return isWhole;
            default:
                return states is not null;
        }
    }

    private bool TryRun(ReadOnlySpan<byte> stream, int count, Span<byte> output, ref int written, ref int taken)
    {
        if (!ZstdBackwardBits.TryOpen(stream, out var bits))
        {
            return false;
        }

        var literalState = literalLengths!.First(ref bits);
        var offsetState = offsetCodes!.First(ref bits);
        var matchState = matchLengths!.First(ref bits);
        for (var index = 0; index < count; index++)
        {
            var value = ZstdSequenceCodes.Offset(offsetCodes.Symbol(offsetState), ref bits);
            var matchLength = ZstdSequenceCodes.MatchLength(matchLengths.Symbol(matchState), ref bits);
            var literalLength = ZstdSequenceCodes.LiteralLength(literalLengths.Symbol(literalState), ref bits);
            if (index + 1 < count)
            {
                literalState = literalLengths.Next(literalState, ref bits);
                matchState = matchLengths.Next(matchState, ref bits);
                offsetState = offsetCodes.Next(offsetState, ref bits);
            }

            if (bits.Remaining < 0 || literalLength > literalCount - taken
                || (long)literalLength + matchLength > output.Length - written)
            {
                return false;
            }

            literals.AsSpan(taken, literalLength).CopyTo(output[written..]);
            taken += literalLength;
            written += literalLength;
            if (!TryCopy(Resolve(value, literalLength), matchLength, output, ref written))
            {
                return false;
            }
        }

        return bits.Remaining == 0;
    }

    private long Resolve(long value, int literalLength)
    {
        if (value > 3)
        {
            (offsets[2], offsets[1], offsets[0]) = (offsets[1], offsets[0], value - 3);
            return offsets[0];
        }

        // Without literals the last offset would only have made the match before longer, so it is not among them.
        var which = (int)value - (literalLength == 0 ? 0 : 1);
        if (which > 0)
        {
            var offset = which == 3 ? offsets[0] - 1 : offsets[which];
            if (which > 1)
            {
                offsets[2] = offsets[1];
            }

            offsets[1] = offsets[0];
            offsets[0] = offset;
        }

        return offsets[0];
    }

    private static bool TryCopy(long offset, int length, Span<byte> output, ref int written)
    {
        if (offset <= 0 || offset > written)
        {
            return false;
        }

        var from = written - (int)offset;
        if (offset >= length)
        {
            output.Slice(from, length).CopyTo(output[written..]);
        }
        else
        {
            // It repeats what it writes.
            for (var index = 0; index < length; index++)
            {
                output[written + index] = output[from + index];
            }
        }

        written += length;
        return true;
    }
}
