using System.Buffers;
using System.Buffers.Binary;
using Belfry.Model;

namespace Belfry.Encoding.Remote;

/// <summary>Writes remote write 1.0 requests, not yet compressed. Used by one thread at a time.</summary>
public sealed class WriteRequestWriter
{
    private readonly ArrayBufferWriter<byte> request = new();
    private readonly ArrayBufferWriter<byte> series = new();
    private readonly ArrayBufferWriter<byte> label = new();

    /// <summary>The request so far; valid until the next change.</summary>
    public ReadOnlySpan<byte> Written => request.WrittenSpan;

    /// <summary>Starts a new request.</summary>
    public void Clear() => request.ResetWrittenCount();

    /// <summary>Adds a series with its samples, labels in the given order.</summary>
    public void AddSeries(ReadOnlySpan<byte> canonicalLabels, ReadOnlySpan<Sample> samples)
    {
        series.ResetWrittenCount();
        foreach (var entry in new LabelsReader(canonicalLabels))
        {
            AddLabel(entry.Name, entry.Value);
        }

        foreach (var sample in samples)
        {
            AddSample(sample);
        }

        Field(request, 1, series.WrittenSpan);
    }

    /// <summary>Adds a series whose labels need not be canonical, as a bad client would.</summary>
    internal void AddRawSeries(
        IReadOnlyList<KeyValuePair<byte[], byte[]>> labels, ReadOnlySpan<Sample> samples)
    {
        series.ResetWrittenCount();
        foreach (var (name, value) in labels)
        {
            AddLabel(name, value);
        }

        foreach (var sample in samples)
        {
            AddSample(sample);
        }

        Field(request, 1, series.WrittenSpan);
    }

    private void AddLabel(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        label.ResetWrittenCount();
        Field(label, 1, name);
        Field(label, 2, value);
        Field(series, 1, label.WrittenSpan);
    }

    private void AddSample(Sample sample)
    {
        Span<byte> message = stackalloc byte[20];
        message[0] = (1 << 3) | (int)WireType.Fixed64;
        BinaryPrimitives.WriteDoubleLittleEndian(message[1..], sample.Value);
        message[9] = 2 << 3;
        var length = 10 + Uvarint.Write(message[10..], (ulong)sample.Timestamp.Value);
        Field(series, 2, message[..length]);
    }

    private static void Field(ArrayBufferWriter<byte> destination, int field, ReadOnlySpan<byte> value)
    {
        var free = destination.GetSpan(Uvarint.LengthBytesMax + 1 + value.Length);
        free[0] = (byte)((field << 3) | (int)WireType.Bytes);
        var header = 1 + Uvarint.Write(free[1..], (ulong)value.Length);
        value.CopyTo(free[header..]);
        destination.Advance(header + value.Length);
    }
}
