using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Belfry.Model;

namespace Belfry.Encoding.Remote;

/// <summary>
/// A sample as nearly every sender writes it: the value's eight bytes, then the time as a varint. Read at once, without
/// walking fields; whatever looks otherwise is for <see cref="ProtobufReader"/>, which is the judge of what it is.
/// </summary>
internal static class SampleField
{
    internal const byte Tag = (2 << 3) | (int)WireType.Bytes;
    private const byte ValueTag = (1 << 3) | (int)WireType.Fixed64;
    private const byte TimeTag = 2 << 3;

    // Behind the field's tag and length; a value of zero is left out by most senders, with its tag.
    private const int FirstAt = 2;
    private const int ValueLengthBytes = 1 + sizeof(double);
    private const int TimeLengthBytesMax = 8;
    private const ulong MoreBits = 0x8080808080808080;

    /// <summary>
    /// Reads the sample field at the start of <paramref name="fields"/>; false when it has not the usual form.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryRead(ReadOnlySpan<byte> fields, out Sample sample, out int lengthBytes)
    {
        sample = default;
        lengthBytes = 0;
        if (fields.Length <= FirstAt + ValueLengthBytes || fields[0] != Tag)
        {
            return false;
        }

        double value = 0;
        var timeAt = FirstAt;
        if (fields[FirstAt] == ValueTag)
        {
            value = BinaryPrimitives.ReadDoubleLittleEndian(fields[(FirstAt + 1)..]);
            timeAt += ValueLengthBytes;
        }

        var end = FirstAt + fields[1];
        var missingBits = 8 * (TimeLengthBytesMax - (end - timeAt - 1));
        if (fields[timeAt] != TimeTag || end > fields.Length || end < sizeof(ulong) || (uint)missingBits >= 64)
        {
            return false;
        }

        // The eight bytes that end where the time ends; those before it are shifted out.
        var groups = BinaryPrimitives.ReadUInt64LittleEndian(fields[(end - sizeof(ulong))..]) >> missingBits;
        if ((groups & MoreBits) != (MoreBits >> 8) >> missingBits)
        {
            return false;
        }

        sample = new Sample(new TimestampMs(Join(groups)), value);
        lengthBytes = end;
        return true;
    }

    // Eight groups of seven bits to one number, by halves.
    private static long Join(ulong groups)
    {
        groups = ((groups & 0x7f007f007f007f00) >> 1) | (groups & 0x007f007f007f007f);
        groups = ((groups & 0x3fff00003fff0000) >> 2) | (groups & 0x00003fff00003fff);
        return (long)(((groups & 0x0fffffff00000000) >> 4) | (groups & 0x000000000fffffff));
    }
}
