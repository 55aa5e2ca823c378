using Belfry.Model;

namespace Belfry.Encoding.Remote;

/// <summary>
/// Reads a remote write 1.0 request (<c>prometheus.WriteRequest</c>) series by series, by hand: no objects are made
/// for series, labels or samples. Exemplars, native histograms and metadata are left out and counted. Usage: for each
/// <see cref="ReadSeries"/>, its labels, then its samples by <see cref="ReadSample"/>.
/// </summary>
public ref struct WriteRequestReader
{
    private readonly RemoteLabels labels;
    private ProtobufReader request;
    private ProtobufReader samples;

    /// <summary>A reader of a decompressed request, which collects labels in <paramref name="labels"/>.</summary>
    public WriteRequestReader(ReadOnlySpan<byte> message, RemoteLabels labels)
    {
        this.labels = labels;
        request = new ProtobufReader(message);
    }

    /// <summary>Why the request cannot be read on; null while it can.</summary>
    public string? Error { get; private set; }

    /// <summary>Samples of the series read last.</summary>
    public int SampleCount { get; private set; }

    /// <summary>Exemplars left out so far.</summary>
    public int ExemplarCount { get; private set; }

    /// <summary>Native histograms left out so far.</summary>
    public int HistogramCount { get; private set; }

    /// <summary>Metadata entries left out so far.</summary>
    public int MetadataCount { get; private set; }

    /// <summary>Reads the labels of the next series; false at the end and when the request is damaged.</summary>
    public bool ReadSeries()
    {
        while (request.NextField())
        {
            switch (request.Field)
            {
                case 1:
                    var series = request.Bytes();
                    return request.Error is null ? ReadLabels(series) : Fail(request.Error);
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

    /// <summary>Reads the next sample of the series; false after the last, or when the request is damaged.</summary>
    public bool ReadSample(out Sample sample)
    {
        while (samples.NextField())
        {
            if (samples.Field == 2)
            {
                return Decode(samples.Bytes(), out sample);
            }

            samples.Skip();
        }

        sample = default;
        return Fail(samples.Error);
    }

    private bool ReadLabels(ReadOnlySpan<byte> series)
    {
        labels.Begin();
        SampleCount = 0;
        var fields = new ProtobufReader(series);
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

        labels.End();
        samples = new ProtobufReader(series);
        return true;
    }

    private bool AddLabel(ReadOnlySpan<byte> label)
    {
        ReadOnlySpan<byte> name = default;
        ReadOnlySpan<byte> value = default;
        var fields = new ProtobufReader(label);
        while (fields.NextField())
        {
            switch (fields.Field)
            {
                case 1:
                    name = fields.Bytes();
                    break;
                case 2:
                    value = fields.Bytes();
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

        labels.Add(name, value);
        return true;
    }

    private bool Decode(ReadOnlySpan<byte> message, out Sample sample)
    {
        double value = 0;
        long timestampMs = 0;
        var fields = new ProtobufReader(message);
        while (fields.NextField())
        {
            switch (fields.Field)
            {
                case 1:
                    value = fields.Double();
                    break;
                case 2:
                    timestampMs = fields.Int64();
                    break;
                default:
                    fields.Skip();
                    break;
            }
        }

        sample = new Sample(new TimestampMs(timestampMs), value);
        return fields.Error is null && samples.Error is null || Fail(fields.Error ?? samples.Error);
    }

    private bool Fail(string? error)
    {
        Error ??= error;
        return false;
    }
}
