using System.Buffers.Binary;
using System.Numerics;
using Belfry.Model;

namespace Belfry.Encoding.Chunks;

/// <summary>
/// The writing end of one XOR chunk: its place in the bit stream and the sample written last. The bytes belong to the
/// caller, who keeps at least <see cref="SpareBytes"/> free behind <see cref="LengthBytes"/> and passes the same bytes
/// to every call; but those before <see cref="WholeBytes"/> are not looked at, and of them only the count at the start
/// is written. After each call the first <see cref="LengthBytes"/> bytes are a whole chunk. One thread at a time. The
/// default value is an appender before its first sample. Format: docs/formats/xor-chunk.md.
/// </summary>
public struct XorChunkAppender
{
    /// <summary>Free bytes that one append may write to: 20 for the widest sample, and a whole word behind
    /// it.</summary>
    public const int SpareBytes = 32;

    /// <summary>The most samples that one chunk's count can tell.</summary>
    public const int SamplesMax = ushort.MaxValue;

    private const byte NoWindow = 0xff;

    private ulong delta;
    private int lengthBits;
    private ushort count;
    private byte leading;
    private byte trailing;

    /// <summary>The time of the sample written last; meaningless before the first.</summary>
    public long TimestampMs { get; private set; }

    /// <summary>The bits of the value written last; meaningless before the first.</summary>
    public long ValueBits { get; private set; }

    /// <summary>The number of samples written.</summary>
    public readonly int Count => count;

    /// <summary>The bytes of the chunk so far.</summary>
    public readonly int LengthBytes => (lengthBits + 7) >> 3;

    /// <summary>Those of them that no later append changes, but for the count at the start.</summary>
    public readonly int WholeBytes => lengthBits >> 3;

    /// <summary>Begins a new, empty chunk; time and value of the last sample stay readable.</summary>
    public void Restart()
    {
        count = 0;
        lengthBits = 0;
    }

    /// <summary>Begins a new, empty chunk behind a sample that another chunk ends with.</summary>
    public void Restart(long lastTimestampMs, double lastValue)
    {
        Restart();
        TimestampMs = lastTimestampMs;
        ValueBits = BitConverter.DoubleToInt64Bits(lastValue);
    }

    /// <summary>
    /// Appends a sample to the chunk in <paramref name="chunk"/>. Any time and any bit pattern is kept exactly; the
    /// caller sees to it that times rise and that there are at most <see cref="SamplesMax"/> samples.
    /// </summary>
    [HotPath]
    public void Append(Span<byte> chunk, long timestampMs, double value)
    {
        var valueBits = BitConverter.DoubleToInt64Bits(value);
        if (count > 1)
        {
            var newDelta = unchecked((ulong)timestampMs - (ulong)TimestampMs);
            WriteDeltaOfDelta(chunk, unchecked((long)(newDelta - delta)));
            delta = newDelta;
            WriteXor(chunk, (ulong)(valueBits ^ ValueBits));
        }
        else
        {
            AppendEarly(chunk, timestampMs, valueBits);
        }

        TimestampMs = timestampMs;
        ValueBits = valueBits;
        BinaryPrimitives.WriteUInt16BigEndian(chunk, ++count);
    }

    private void AppendEarly(Span<byte> chunk, long timestampMs, long valueBits)
    {
        if (count == 0)
        {
            var zigzag = Zigzag.Encode(timestampMs);
            var at = 2 + Uvarint.Write(chunk[2..], zigzag);
            BinaryPrimitives.WriteInt64BigEndian(chunk[at..], valueBits);
            lengthBits = (at + 8) * 8;
            leading = NoWindow;
            return;
        }

        delta = unchecked((ulong)timestampMs - (ulong)TimestampMs);
        lengthBits += Uvarint.Write(chunk[(lengthBits >> 3)..], delta) * 8;
        WriteXor(chunk, (ulong)(valueBits ^ ValueBits));
    }

    private void WriteDeltaOfDelta(Span<byte> chunk, long difference)
    {
        if (difference == 0)
        {
            Write(chunk, 0, 1);
        }
        else if (difference is >= -((1 << 13) - 1) and <= 1 << 13)
        {
            Write(chunk, (0b10ul << 14) | ((ulong)difference & ((1 << 14) - 1)), 16);
        }
        else if (difference is >= -((1 << 16) - 1) and <= 1 << 16)
        {
            Write(chunk, (0b110ul << 17) | ((ulong)difference & ((1 << 17) - 1)), 20);
        }
        else if (difference is >= -((1 << 19) - 1) and <= 1 << 19)
        {
            Write(chunk, (0b1110ul << 20) | ((ulong)difference & ((1 << 20) - 1)), 24);
        }
        else
        {
            Write(chunk, 0b1111, 4);
            WriteWide(chunk, (ulong)difference, 64);
        }
    }

    private void WriteXor(Span<byte> chunk, ulong xor)
    {
        if (xor == 0)
        {
            Write(chunk, 0, 1);
            return;
        }

        var newLeading = Math.Min(BitOperations.LeadingZeroCount(xor), 31);
        var newTrailing = BitOperations.TrailingZeroCount(xor);
        if (leading != NoWindow && newLeading >= leading && newTrailing >= trailing)
        {
            Write(chunk, 0b10, 2);
            WriteWide(chunk, xor >> trailing, 64 - leading - trailing);
            return;
        }

        leading = (byte)newLeading;
        trailing = (byte)newTrailing;
        var significant = 64 - newLeading - newTrailing;

        // 64 significant bits do not fit the six bits of their count and are written as 0.
        Write(chunk, (0b11ul << 11) | ((ulong)newLeading << 6) | ((ulong)significant & 63), 13);
        WriteWide(chunk, xor >> newTrailing, significant);
    }

    private void WriteWide(Span<byte> chunk, ulong bits, int bitCount)
    {
        if (bitCount > 56)
        {
            Write(chunk, bits >> 32, bitCount - 32);
            bits &= uint.MaxValue;
            bitCount = 32;
        }

        Write(chunk, bits, bitCount);
    }

    // Up to 56 bits, so that they fit one word from the byte they start in; what is behind them becomes zero.
    private void Write(Span<byte> chunk, ulong bits, int bitCount)
    {
        var place = chunk[(lengthBits >> 3)..];
        var used = lengthBits & 7;
        var kept = used == 0 ? 0 : (ulong)(place[0] & (0xff00 >> used)) << 56;
        BinaryPrimitives.WriteUInt64BigEndian(place, kept | (bits << (64 - used - bitCount)));
        lengthBits += bitCount;
    }
}
