using System.Buffers;
using System.Buffers.Binary;
using Belfry.Model;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>Collects numbers and strings as Prometheus's files have them. One thread.</summary>
internal sealed class FormatBuffer
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    internal ReadOnlySpan<byte> Written => bytes.WrittenSpan;

    internal int LengthBytes => bytes.WrittenCount;

    internal void Clear() => bytes.ResetWrittenCount();

    internal void Write(ReadOnlySpan<byte> more) => bytes.Write(more);

    internal void Byte(byte value) => bytes.Write([value]);

    internal void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes.GetSpan(4), value);
        bytes.Advance(4);
    }

    internal void Int64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes.GetSpan(8), value);
        bytes.Advance(8);
    }

    internal void Uvarint(ulong value) =>
        bytes.Advance(Model.Uvarint.Write(bytes.GetSpan(Model.Uvarint.LengthBytesMax), value));

    internal void Varint(long value) => Uvarint(Zigzag.Encode(value));

    internal void Text(ReadOnlySpan<byte> text)
    {
        Uvarint((ulong)text.Length);
        bytes.Write(text);
    }
}
