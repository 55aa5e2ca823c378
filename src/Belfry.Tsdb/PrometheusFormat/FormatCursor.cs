using System.Buffers.Binary;
using Belfry.Model;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>
/// Reads the numbers and strings of Prometheus's files one behind the other. A read beyond the end, or of a number that
/// is none, gives zero or nothing, and so does every one after it: look at <see cref="HasFailed"/> once, at the end.
/// </summary>
internal ref struct FormatCursor(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    internal readonly int RemainingBytes => rest.Length;

    internal bool HasFailed { get; private set; }

    internal readonly bool IsAtEnd => rest.IsEmpty || HasFailed;

    internal byte Byte() => Take(1) is [var octet] ? octet : (byte)0;

    internal uint UInt32() => Take(4) is { Length: 4 } taken ? BinaryPrimitives.ReadUInt32BigEndian(taken) : 0;

    internal ulong UInt64() => Take(8) is { Length: 8 } taken ? BinaryPrimitives.ReadUInt64BigEndian(taken) : 0;

    internal long Int64() => (long)UInt64();

    internal double Double() => BitConverter.UInt64BitsToDouble(UInt64());

    internal ulong Uvarint()
    {
        if (HasFailed || !Model.Uvarint.TryRead(rest, out var value, out var lengthBytes))
        {
            Fail();
            return 0;
        }

        rest = rest[lengthBytes..];
        return value;
    }

    internal long Varint()
    {
        var zigzag = Uvarint();
        return Zigzag.Decode(zigzag);
    }

    /// <summary>A string: its length as a uvarint and its bytes.</summary>
    internal ReadOnlySpan<byte> Text() => Take(Uvarint());

    internal ReadOnlySpan<byte> Take(ulong lengthBytes)
    {
        if (HasFailed || lengthBytes > (ulong)rest.Length)
        {
            Fail();
            return default;
        }

        var taken = rest[..(int)lengthBytes];
        rest = rest[(int)lengthBytes..];
        return taken;
    }

    /// <summary>
    /// The number of elements of a list that take at least so many bytes each, so that what is allocated for them is
    /// bounded by what is there.
    /// </summary>
    internal int Count(int elementBytesMin)
    {
        var count = Uvarint();
        if (count > (ulong)(rest.Length / elementBytesMin))
        {
            Fail();
            return 0;
        }

        return (int)count;
    }

    /// <summary>Labels as the files have them: a number of pairs of strings, sorted or not.</summary>
    internal void Labels(LabelsBuilder builder)
    {
        builder.Clear();
        var count = Count(2);
        for (var index = 0; index < count; index++)
        {
            var name = Text();
            builder.Set(name, Text());
        }
    }

    internal void Fail()
    {
        HasFailed = true;
        rest = default;
    }
}
