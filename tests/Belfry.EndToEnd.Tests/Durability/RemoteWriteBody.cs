using System.Buffers.Binary;
using System.Text;

namespace Belfry.EndToEnd.Tests.Durability;

/// <summary>
/// Remote write 1.0 bodies, written without the product's own encoder so that both sides cannot share a mistake: the
/// protobuf by hand, and snappy's block format as one literal.
/// </summary>
internal static class RemoteWriteBody
{
    internal static byte[] Of(IEnumerable<((string Name, string Value)[] Labels, long TimestampMs, double Value)> samples)
    {
        using var request = new MemoryStream();
        foreach (var (labels, timestampMs, value) in samples)
        {
            Bytes(request, 1, Series(labels, timestampMs, value));
        }

        return Snappy(request.ToArray());
    }

    private static byte[] Series((string Name, string Value)[] labels, long timestampMs, double value)
    {
        using var series = new MemoryStream();
        foreach (var (name, text) in labels)
        {
            using var label = new MemoryStream();
            Bytes(label, 1, Encoding.UTF8.GetBytes(name));
            Bytes(label, 2, Encoding.UTF8.GetBytes(text));
            Bytes(series, 1, label.ToArray());
        }

        using var sample = new MemoryStream();
        sample.WriteByte((1 << 3) | 1);
        Span<byte> bits = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bits, value);
        sample.Write(bits);
        sample.WriteByte(2 << 3);
        Varint(sample, (ulong)timestampMs);
        Bytes(series, 2, sample.ToArray());
        return series.ToArray();
    }

    private static byte[] Snappy(byte[] plain)
    {
        using var block = new MemoryStream();
        Varint(block, (ulong)plain.Length);
        block.WriteByte(62 << 2);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, plain.Length - 1);
        block.Write(length[..3]);
        block.Write(plain);
        return block.ToArray();
    }

    private static void Bytes(MemoryStream destination, int field, byte[] content)
    {
        destination.WriteByte((byte)((field << 3) | 2));
        Varint(destination, (ulong)content.Length);
        destination.Write(content);
    }

    private static void Varint(MemoryStream destination, ulong value)
    {
        while (value >= 0x80)
        {
            destination.WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        destination.WriteByte((byte)value);
    }
}
