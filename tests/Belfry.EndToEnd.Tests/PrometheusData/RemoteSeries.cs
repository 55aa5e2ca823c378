using System.Buffers.Binary;
using System.Text;
using Belfry.Model.Histograms;

namespace Belfry.EndToEnd.Tests.PrometheusData;

/// <summary>
/// One series of a remote write 1.0 body with floats and native histograms, written without the product's own encoder
/// so that both sides cannot share a mistake.
/// </summary>
internal sealed class RemoteSeries(params (string Name, string Value)[] labels)
{
    private readonly List<(int Field, byte[] Content)> samples = [];

    internal static byte[] Body(params IEnumerable<RemoteSeries> series)
    {
        using var request = new MemoryStream();
        foreach (var one in series)
        {
            Bytes(request, 1, one.Encode());
        }

        // Snappy's block format, as one literal.
        using var block = new MemoryStream();
        Varint(block, (ulong)request.Length);
        block.WriteByte(62 << 2);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, (int)request.Length - 1);
        block.Write(length[..3]);
        block.Write(request.ToArray());
        return block.ToArray();
    }

    internal RemoteSeries Add(long timestampMs, double value)
    {
        using var sample = new MemoryStream();
        Double(sample, 1, value);
        Number(sample, 2, (ulong)timestampMs);
        samples.Add((2, sample.ToArray()));
        return this;
    }

    internal RemoteSeries Add(long timestampMs, NativeHistogram histogram)
    {
        using var message = new MemoryStream();
        if (histogram is IntegerHistogram whole)
        {
            Number(message, 1, whole.Count);
            Number(message, 6, whole.ZeroCount);
            Deltas(message, 9, whole.NegativeDeltas);
            Deltas(message, 12, whole.PositiveDeltas);
        }
        else if (histogram is FloatHistogram fraction)
        {
            Double(message, 2, fraction.Count);
            Double(message, 7, fraction.ZeroCount);
            Counts(message, 10, fraction.NegativeBuckets);
            Counts(message, 13, fraction.PositiveBuckets);
        }

        Double(message, 3, histogram.Sum);
        Number(message, 4, Zigzag(histogram.Schema));
        Double(message, 5, histogram.ZeroThreshold);
        Spans(message, 8, histogram.NegativeSpans);
        Spans(message, 11, histogram.PositiveSpans);
        Number(message, 14, (ulong)histogram.CounterResetHint);
        Number(message, 15, (ulong)timestampMs);
        samples.Add((4, message.ToArray()));
        return this;
    }

    /// <summary>An exemplar with one label.</summary>
    internal RemoteSeries AddExemplar(long timestampMs, double value, string name, string text)
    {
        using var label = new MemoryStream();
        Bytes(label, 1, Encoding.UTF8.GetBytes(name));
        Bytes(label, 2, Encoding.UTF8.GetBytes(text));
        using var exemplar = new MemoryStream();
        Bytes(exemplar, 1, label.ToArray());
        Double(exemplar, 2, value);
        Number(exemplar, 3, (ulong)timestampMs);
        samples.Add((3, exemplar.ToArray()));
        return this;
    }

    private byte[] Encode()
    {
        using var series = new MemoryStream();
        foreach (var (name, value) in labels)
        {
            using var label = new MemoryStream();
            Bytes(label, 1, Encoding.UTF8.GetBytes(name));
            Bytes(label, 2, Encoding.UTF8.GetBytes(value));
            Bytes(series, 1, label.ToArray());
        }

        foreach (var (field, content) in samples)
        {
            Bytes(series, field, content);
        }

        return series.ToArray();
    }

    private static void Spans(MemoryStream message, int field, BucketSpan[] spans)
    {
        foreach (var span in spans)
        {
            using var inner = new MemoryStream();
            Number(inner, 1, Zigzag(span.Offset));
            Number(inner, 2, span.Length);
            Bytes(message, field, inner.ToArray());
        }
    }

    private static void Deltas(MemoryStream message, int field, long[] deltas)
    {
        using var packed = new MemoryStream();
        foreach (var delta in deltas)
        {
            Varint(packed, Zigzag(delta));
        }

        Bytes(message, field, packed.ToArray());
    }

    private static void Counts(MemoryStream message, int field, double[] counts)
    {
        var packed = new byte[counts.Length * 8];
        for (var index = 0; index < counts.Length; index++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(index * 8), counts[index]);
        }

        Bytes(message, field, packed);
    }

    private static void Double(MemoryStream message, int field, double value)
    {
        Span<byte> bits = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bits, value);
        message.WriteByte((byte)((field << 3) | 1));
        message.Write(bits);
    }

    private static void Number(MemoryStream message, int field, ulong value)
    {
        message.WriteByte((byte)(field << 3));
        Varint(message, value);
    }

    private static void Bytes(MemoryStream message, int field, byte[] content)
    {
        message.WriteByte((byte)((field << 3) | 2));
        Varint(message, (ulong)content.Length);
        message.Write(content);
    }

    private static ulong Zigzag(long value) => (ulong)((value << 1) ^ (value >> 63));

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
