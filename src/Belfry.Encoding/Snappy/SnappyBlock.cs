using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Belfry.Model;

namespace Belfry.Encoding.Snappy;

/// <summary>
/// The Snappy block format, which remote write and remote read use: a length, then literals and copies of what came
/// before. Source: google/snappy <c>format_description.txt</c>. The framed stream format is another one.
/// </summary>
public static class SnappyBlock
{
    // Blocks of this size let every match be a copy with a two-byte offset.
    private const int FragmentBytes = 1 << 16;
    private const int HashBits = 14;
    private const int InputMarginBytes = 15;

    /// <summary>
    /// Reads the length that a block decodes to. False when there is none, or when it is more than 32 bits hold.
    /// </summary>
    public static bool TryReadLength(ReadOnlySpan<byte> block, out long lengthBytes, out int headerBytes)
    {
        lengthBytes = 0;
        if (!Uvarint.TryRead(block, out var length, out headerBytes) || length > uint.MaxValue)
        {
            return false;
        }

        lengthBytes = (long)length;
        return true;
    }

    /// <summary>
    /// Decodes a whole block into <paramref name="destination"/>, which is exactly as long as the block says. False
    /// when the block is damaged; what the destination holds then means nothing. Never reads or writes outside either
    /// span.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<byte> block, Span<byte> destination)
    {
        if (!TryReadLength(block, out var length, out var at) || length != destination.Length)
        {
            return false;
        }

        var written = 0;
        while (at < block.Length)
        {
            if (!TryShortElements(block, ref at, destination, ref written))
            {
                return false;
            }

            if (at == block.Length)
            {
                break;
            }

            var tag = block[at++];
            var isRead = (tag & 3) == 0
                ? TryLiteral(block, tag, ref at, destination, ref written)
                : TryCopy(block, tag, ref at, destination, ref written);
            if (!isRead)
            {
                return false;
            }
        }

        return written == destination.Length;
    }

    /// <summary>The most bytes that <see cref="Encode"/> writes for so many.</summary>
    public static int EncodedLengthBytesMax(int lengthBytes) => checked(32 + lengthBytes + (lengthBytes / 6));

    /// <summary>
    /// Encodes <paramref name="source"/> at the start of <paramref name="destination"/>, which has room for
    /// <see cref="EncodedLengthBytesMax"/>; returns the bytes written.
    /// </summary>
    public static int Encode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var written = Uvarint.Write(destination, (ulong)source.Length);
        var table = new ushort[1 << HashBits];
        while (!source.IsEmpty)
        {
            var fragment = source[..Math.Min(source.Length, FragmentBytes)];
            table.AsSpan().Clear();
            EncodeFragment(fragment, table, destination, ref written);
            source = source[fragment.Length..];
        }

        return written;
    }

    /// <summary>
    /// Decodes elements as long as they are short and far enough from both ends that sixteen bytes can be moved at once
    /// without looking; the rest, one element at a time, is for the others. False when the block is damaged.
    /// </summary>
    private static bool TryShortElements(
        ReadOnlySpan<byte> block, ref int blockAt, Span<byte> destination, ref int destinationAt)
    {
        ref var source = ref MemoryMarshal.GetReference(block);
        ref var target = ref MemoryMarshal.GetReference(destination);
        var at = blockAt;
        var written = destinationAt;
        var isGood = true;

        // The longest short element is a copy of 64 bytes, moved in steps of 16.
        while (at < block.Length - 17 && written <= destination.Length - 80)
        {
            uint tag = Unsafe.Add(ref source, at);
            int length;
            int offset;
            if ((tag & 3) == 0)
            {
                length = (int)(tag >> 2) + 1;
                if (length > 16)
                {
                    break;
                }

                Move16(ref Unsafe.Add(ref source, at + 1), ref Unsafe.Add(ref target, written));
                at += 1 + length;
                written += length;
                continue;
            }

            if ((tag & 3) == 1)
            {
                length = (int)((tag >> 2) & 7) + 4;
                offset = (int)((tag >> 5) << 8) | Unsafe.Add(ref source, at + 1);
                at += 2;
            }
            else if ((tag & 3) == 2)
            {
                length = (int)(tag >> 2) + 1;
                offset = Unsafe.Add(ref source, at + 1) | (Unsafe.Add(ref source, at + 2) << 8);
                at += 3;
            }
            else
            {
                break;
            }

            if (offset == 0 || offset > written)
            {
                isGood = false;
                break;
            }

            CopyShort(ref target, written, offset, length);
            written += length;
        }

        blockAt = at;
        destinationAt = written;
        return isGood;
    }

    private static void CopyShort(ref byte target, int written, int offset, int length)
    {
        if (offset >= 16)
        {
            for (var index = 0; index < length; index += 16)
            {
                Move16(
                    ref Unsafe.Add(ref target, written - offset + index), ref Unsafe.Add(ref target, written + index));
            }

            return;
        }

        for (var index = 0; index < length; index++)
        {
            Unsafe.Add(ref target, written + index) = Unsafe.Add(ref target, written - offset + index);
        }
    }

    private static void Move16(ref byte from, ref byte to) =>
        Unsafe.WriteUnaligned(ref to, Unsafe.ReadUnaligned<Vector128<byte>>(ref from));

    private static bool TryLiteral(
        ReadOnlySpan<byte> block, byte tag, ref int at, Span<byte> destination, ref int written)
    {
        var length = (tag >> 2) + 1;
        if (length > 60)
        {
            var extra = length - 60;
            if (block.Length - at < extra)
            {
                return false;
            }

            uint value = 0;
            for (var index = 0; index < extra; index++)
            {
                value |= (uint)block[at + index] << (8 * index);
            }

            if (value >= int.MaxValue)
            {
                return false;
            }

            length = (int)value + 1;
            at += extra;
        }

        if (length > block.Length - at || length > destination.Length - written)
        {
            return false;
        }

        var from = block.Slice(at, length);
        var to = destination[written..];
        if (length <= 16 && block.Length - at >= 16 && to.Length >= 16)
        {
            // One unconditional move is cheaper than finding out how long a short one is.
            block.Slice(at, 16).CopyTo(to);
        }
        else
        {
            from.CopyTo(to);
        }

        at += length;
        written += length;
        return true;
    }

    private static bool TryCopy(ReadOnlySpan<byte> block, byte tag, ref int at, Span<byte> destination, ref int written)
    {
        int length;
        uint offset;
        switch (tag & 3)
        {
            case 1 when block.Length - at >= 1:
                length = ((tag >> 2) & 7) + 4;
                offset = ((uint)(tag >> 5) << 8) | block[at];
                at += 1;
                break;
            case 2 when block.Length - at >= 2:
                length = (tag >> 2) + 1;
                offset = BinaryPrimitives.ReadUInt16LittleEndian(block[at..]);
                at += 2;
                break;
            case 3 when block.Length - at >= 4:
                length = (tag >> 2) + 1;
                offset = BinaryPrimitives.ReadUInt32LittleEndian(block[at..]);
                at += 4;
                break;
            default:
                return false;
        }

        if (offset == 0 || offset > (uint)written || length > destination.Length - written)
        {
            return false;
        }

        Repeat(destination, (int)offset, length, written);
        written += length;
        return true;
    }

    // A copy may run into what it writes: then it repeats.
    private static void Repeat(Span<byte> destination, int offset, int length, int written)
    {
        var from = written - offset;
        if (offset >= 16 && length <= 16 && destination.Length - written >= 16)
        {
            destination.Slice(from, 16).CopyTo(destination[written..]);
            return;
        }

        if (offset >= length)
        {
            destination.Slice(from, length).CopyTo(destination[written..]);
            return;
        }

        for (var index = 0; index < length; index++)
        {
            destination[written + index] = destination[from + index];
        }
    }

    private static void EncodeFragment(
        ReadOnlySpan<byte> fragment, ushort[] table, Span<byte> destination, ref int written)
    {
        var literalFrom = 0;
        var at = 1;
        var skip = 32;
        while (at < fragment.Length - InputMarginBytes)
        {
            var word = BinaryPrimitives.ReadUInt32LittleEndian(fragment[at..]);
            var slot = (word * 0x1e35a7bd) >> (32 - HashBits);
            var candidate = (int)table[slot];
            table[slot] = (ushort)at;
            if (candidate >= at || BinaryPrimitives.ReadUInt32LittleEndian(fragment[candidate..]) != word)
            {
                // The longer nothing matches, the further the next look is: data that does not compress costs little.
                at += skip++ >> 5;
                continue;
            }

            EmitLiteral(fragment[literalFrom..at], destination, ref written);
            var length = 4 + fragment[(at + 4)..].CommonPrefixLength(fragment[(candidate + 4)..]);
            EmitCopy(at - candidate, length, destination, ref written);
            at += length;
            literalFrom = at;
            skip = 32;
        }

        EmitLiteral(fragment[literalFrom..], destination, ref written);
    }

    private static void EmitLiteral(ReadOnlySpan<byte> literal, Span<byte> destination, ref int written)
    {
        if (literal.IsEmpty)
        {
            return;
        }

        var last = (uint)(literal.Length - 1);
        if (last < 60)
        {
            destination[written++] = (byte)(last << 2);
        }
        else
        {
            var extra = (BitOperations.Log2(last) / 8) + 1;
            destination[written++] = (byte)((59 + extra) << 2);
            for (var index = 0; index < extra; index++)
            {
                destination[written++] = (byte)(last >> (8 * index));
            }
        }

        literal.CopyTo(destination[written..]);
        written += literal.Length;
    }

    private static void EmitCopy(int offset, int length, Span<byte> destination, ref int written)
    {
        while (length > 0)
        {
            if (length is >= 4 and <= 11 && offset < 2048)
            {
                destination[written++] = (byte)(((offset >> 8) << 5) | ((length - 4) << 2) | 1);
                destination[written++] = (byte)offset;
                return;
            }

            // Leaves at least four bytes, which the shorter form may take.
            var part = length > 64 ? Math.Min(64, length - 4) : length;
            destination[written++] = (byte)(((part - 1) << 2) | 2);
            BinaryPrimitives.WriteUInt16LittleEndian(destination[written..], (ushort)offset);
            written += 2;
            length -= part;
        }
    }
}
