using Belfry.Model;

namespace Belfry.Encoding.Remote;

/// <summary>
/// Reads a remote write 1.0 request (<c>prometheus.WriteRequest</c>) series by series, by hand: no objects are made
/// for series, labels or samples. Usage: for each <see cref="ReadSeries"/>, either <see cref="ReadLabels"/> or, when
/// the bytes of its labels are known, <see cref="TrySkipLabels"/>; then its samples by <see cref="ReadSample"/>, its
/// <see cref="Histograms"/> and <see cref="Exemplars"/>. Metadata is counted on the way and read by a pass of its own.
/// </summary>
public ref struct WriteRequestReader
{
    private const byte LabelTag = (1 << 3) | (int)WireType.Bytes;
    private const byte ExemplarTag = (3 << 3) | (int)WireType.Bytes;
    private const byte HistogramTag = (4 << 3) | (int)WireType.Bytes;

    private readonly RemoteLabels labels;
    private ProtobufReader request;
    private SampleMessages samples;

    /// <summary>A reader of a decompressed request, which collects labels in <paramref name="labels"/>.</summary>
    public WriteRequestReader(ReadOnlySpan<byte> message, RemoteLabels labels)
    {
        this.labels = labels;
        request = new ProtobufReader(message);
    }

    /// <summary>Why the request cannot be read on; null while it can.</summary>
    public string? Error { get; private set; }

    /// <summary>The fields of the series read last, not checked.</summary>
    public ReadOnlySpan<byte> Series { get; private set; }

    /// <summary>Samples of the series read last; known once its labels are read or skipped.</summary>
    public int SampleCount { get; private set; }

    /// <summary>Its exemplars, likewise.</summary>
    public int ExemplarCount { get; private set; }

    /// <summary>Its native histograms, likewise.</summary>
    public int HistogramCount { get; private set; }

    /// <summary>Metadata entries met so far.</summary>
    public int MetadataCount { get; private set; }

    /// <summary>The <c>Histogram</c> messages of the series read last, for <see cref="RemoteHistogram"/>.</summary>
    public readonly RepeatedMessages Histograms => new(Series, 4);

    /// <summary>Its <c>Exemplar</c> messages, for <see cref="RemoteExemplar"/>.</summary>
    public readonly RepeatedMessages Exemplars => new(Series, 3);

    /// <summary>Goes to the next series; false at the end and when the request is damaged.</summary>
    public bool ReadSeries()
    {
        while (Error is null && request.NextField())
        {
            switch (request.Field)
            {
                case 1:
                    Series = request.Bytes();
                    samples = new SampleMessages(Series, 0);
                    return request.Error is null || Fail(request.Error);
                case 3:
                    MetadataCount++;
                    request.Skip();
                    break;
                default:
                    request.Skip();
                    break;
            }
        }

        return Fail(request.Error);
    }

    /// <summary>
    /// The length of the label fields at the start of the series: its first so many bytes name it. Whether anything
    /// but labels follows is for <see cref="TrySkipLabels"/> to say.
    /// </summary>
    public readonly int MeasureLabels()
    {
        var at = 0;
        while (at < Series.Length && Series[at] == LabelTag && TryFieldEnd(Series, at, out var end))
        {
            at = end;
        }

        return at;
    }

    /// <summary>
    /// Takes the first bytes of the series for its labels, which are known. False, with nothing changed, when what
    /// follows is not just samples, exemplars and native histograms; its labels have to be read then.
    /// </summary>
    public bool TrySkipLabels(int lengthBytes)
    {
        var (sampleCount, exemplarCount, histogramCount) = (0, 0, 0);
        for (var at = lengthBytes; at < Series.Length;)
        {
            var tag = Series[at];
            if (!TryFieldEnd(Series, at, out at))
            {
                return false;
            }

            switch (tag)
            {
                case SampleField.Tag:
                    sampleCount++;
                    break;
                case ExemplarTag:
                    exemplarCount++;
                    break;
                case HistogramTag:
                    histogramCount++;
                    break;
                default:
                    return false;
            }
        }

        samples = new SampleMessages(Series, lengthBytes);
        (SampleCount, ExemplarCount, HistogramCount) = (sampleCount, exemplarCount, histogramCount);
        return true;
    }

    /// <summary>
    /// Collects the labels of the series; false when the request is damaged. May be called between samples, too.
    /// </summary>
    public bool ReadLabels()
    {
        labels.Begin();
        (SampleCount, ExemplarCount, HistogramCount) = (0, 0, 0);
        var fields = new ProtobufReader(Series);
        while (fields.NextField())
        {
            switch (fields.Field)
            {
                case 1:
                    if (!AddLabel(fields.Bytes()))
                    {
                        return false;
                    }

                    break;
                case 2:
                    SampleCount++;
                    fields.Skip();
                    break;
                case 3:
                    ExemplarCount++;
                    fields.Skip();
                    break;
                case 4:
                    HistogramCount++;
                    fields.Skip();
                    break;
                default:
                    fields.Skip();
                    break;
            }
        }

        if (fields.Error is not null)
        {
            return Fail(fields.Error);
        }

        if (!labels.End())
        {
            labels.Explain(RawLabels());
        }

        return true;
    }

    /// <summary>Reads the next sample of the series; false after the last, or when the request is damaged.</summary>
    public bool ReadSample(out Sample sample)
    {
        return samples.Read(out sample) || Fail(samples.Error);
    }

    // A field with a length, without looking at its tag; false when its length is not whole or too long.
    private static bool TryFieldEnd(ReadOnlySpan<byte> fields, int at, out int end)
    {
        end = at + 2;
        if (end > fields.Length)
        {
            return false;
        }

        int length = fields[at + 1];
        if (length >= 0x80)
        {
            if (!Uvarint.TryRead(fields[(at + 1)..], out var longLength, out var used) || longLength > int.MaxValue)
            {
                return false;
            }

            end = at + 1 + used;
            length = (int)longLength;
        }

        if (length > fields.Length - end)
        {
            return false;
        }

        end += length;
        return true;
    }

    private bool AddLabel(ReadOnlySpan<byte> label)
    {
        // As nearly all senders write them: a name and a value of less than 128 bytes each.
        if (label.Length > 1 && label[0] == 0x0a && label[1] < 0x80 && label[1] + 4 <= label.Length)
        {
            var valueAt = label[1] + 4;
            if (label[valueAt - 2] == 0x12 && label[valueAt - 1] < 0x80 && label.Length - valueAt == label[valueAt - 1])
            {
                labels.Add(label[2..(valueAt - 2)], label[valueAt..]);
                return true;
            }
        }

        return AddUnusualLabel(label);
    }

    private bool AddUnusualLabel(ReadOnlySpan<byte> label)
    {
        if (!LabelMessage.TryRead(label, out var name, out var value, out var error))
        {
            return Fail(error);
        }

        labels.Add(name, value);
        return true;
    }

    private readonly List<(byte[] Name, byte[] Value)> RawLabels()
    {
        var raw = new List<(byte[] Name, byte[] Value)>();
        var messages = new RepeatedMessages(Series, 1);
        while (messages.Next(out var message) && LabelMessage.TryRead(message, out var name, out var value, out _))
        {
            raw.Add((name.ToArray(), value.ToArray()));
        }

        return raw;
    }

    private bool Fail(string? error)
    {
        Error ??= error;
        return false;
    }
}
