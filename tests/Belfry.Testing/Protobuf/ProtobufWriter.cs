using System.Buffers.Binary;
using System.Text;
using Belfry.Model;

namespace Belfry.Testing.Protobuf;

/// <summary>Writes a protobuf message field by field, as a client would, for tests of what reads it.</summary>
public sealed class ProtobufWriter
{
    private readonly List<byte> bytes = [];

    /// <summary>The message so far.</summary>
    public byte[] ToArray() => [.. bytes];

    /// <summary>An unsigned or plain integer.</summary>
    public ProtobufWriter Plain(int field, ulong value)
    {
        Varint((ulong)field << 3);
        Varint(value);
        return this;
    }

    /// <summary>An integer in zigzag form.</summary>
    public ProtobufWriter Zigzag(int field, long value) => Plain(field, Fold(value));

    /// <summary>A double.</summary>
    public ProtobufWriter Real(int field, double value)
    {
        Varint(((ulong)field << 3) | 1);
        AddDouble(value);
        return this;
    }

    /// <summary>A field with a length.</summary>
    public ProtobufWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        bytes.AddRange(value);
        return this;
    }

    /// <summary>A text.</summary>
    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A message inside.</summary>
    public ProtobufWriter Message(int field, ProtobufWriter message) => Bytes(field, message.ToArray());

    /// <summary>Packed unsigned integers.</summary>
    public ProtobufWriter Packed(int field, params IEnumerable<uint> values)
    {
        var packed = new ProtobufWriter();
        foreach (var value in values)
        {
            packed.Varint(value);
        }

        return Message(field, packed);
    }

    /// <summary>Packed integers in zigzag form.</summary>
    public ProtobufWriter PackedSigned(int field, IEnumerable<long> values)
    {
        var packed = new ProtobufWriter();
        foreach (var value in values)
        {
            packed.Varint(Fold(value));
        }

        return Message(field, packed);
    }

    /// <summary>Packed doubles.</summary>
    public ProtobufWriter PackedDoubles(int field, IEnumerable<double> values)
    {
        var packed = new ProtobufWriter();
        foreach (var value in values)
        {
            packed.AddDouble(value);
        }

        return Message(field, packed);
    }

    private static ulong Fold(long value) => (ulong)((value << 1) ^ (value >> 63));

    private void Varint(ulong value)
    {
        Span<byte> encoded = stackalloc byte[Uvarint.LengthBytesMax];
        bytes.AddRange(encoded[..Uvarint.Write(encoded, value)]);
    }

    private void AddDouble(double value)
    {
        Span<byte> encoded = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(encoded, value);
        bytes.AddRange(encoded);
    }
}
