using Belfry.Model;
using Belfry.Model.Metrics;

namespace Belfry.Encoding.Remote;

/// <summary>
/// Reads a remote write 2.0 request (<c>io.prometheus.write.v2.Request</c>) series by series: no objects are made for
/// series, labels or samples. Symbols may stand anywhere in it; they are found when the reader is made. Usage: for each
/// <see cref="ReadSeries"/>, if <see cref="Problem"/> is null, <see cref="ReadSample"/>, then
/// <see cref="Histograms"/> and <see cref="Exemplars"/>.
/// </summary>
public ref struct WriteRequestV2Reader
{
    private readonly ReadOnlySpan<byte> message;
    private readonly RemoteSymbols symbols;
    private readonly RemoteLabels labels;
    private readonly bool addsTypeAndUnit;
    private ProtobufReader request;
    private SampleMessages samples;
    private uint helpReference;
    private uint unitReference;

    /// <summary>A reader before the first series of a decompressed request.</summary>
    /// <param name="message">The request.</param>
    /// <param name="symbols">Filled with its symbols.</param>
    /// <param name="labels">Filled with the labels of each series.</param>
    /// <param name="addsTypeAndUnit">Whether type and unit become labels.</param>
    public WriteRequestV2Reader(
        ReadOnlySpan<byte> message, RemoteSymbols symbols, RemoteLabels labels, bool addsTypeAndUnit)
    {
        this.message = message;
        this.symbols = symbols;
        this.labels = labels;
        this.addsTypeAndUnit = addsTypeAndUnit;
        request = new ProtobufReader(message);
        FindSymbols();
    }

    /// <summary>Why the request cannot be read on; null while it can.</summary>
    public string? Error { get; private set; }

    /// <summary>
    /// Why the series read last cannot be taken, in the original's words; null when it can.
    /// </summary>
    public string? Problem { get; private set; }

    /// <summary>The fields of the series read last.</summary>
    public ReadOnlySpan<byte> Series { get; private set; }

    /// <summary>Its samples.</summary>
    public int SampleCount { get; private set; }

    /// <summary>Its native histograms.</summary>
    public int HistogramCount { get; private set; }

    /// <summary>Its exemplars.</summary>
    public int ExemplarCount { get; private set; }

    /// <summary>Whether it has a metadata field.</summary>
    public bool HasMetadata { get; private set; }

    /// <summary>The type of its metric.</summary>
    public MetricType Type { get; private set; }

    /// <summary>The help text of its metric.</summary>
    public readonly ReadOnlySpan<byte> Help => Symbol(helpReference);

    /// <summary>The unit of its metric.</summary>
    public readonly ReadOnlySpan<byte> Unit => Symbol(unitReference);

    /// <summary>Its <c>Histogram</c> messages, for <see cref="RemoteHistogram"/>.</summary>
    public readonly RepeatedMessages Histograms => new(Series, 3);

    /// <summary>Its <c>Exemplar</c> messages, for <see cref="TryReadExemplar"/>.</summary>
    public readonly RepeatedMessages Exemplars => new(Series, 4);

    /// <summary>Goes to the next series and collects its labels; false at the end and when the request is
    /// damaged.</summary>
    public bool ReadSeries()
    {
        while (Error is null && request.NextField())
        {
            if (request.Field != 5)
            {
                request.Skip();
                continue;
            }

            Series = request.Bytes();
            return request.Error is null ? ReadFields() : Fail(request.Error);
        }

        return Fail(request.Error);
    }

    /// <summary>Reads the next sample of the series; false after the last, or when the request is damaged.</summary>
    public bool ReadSample(out Sample sample) => samples.Read(out sample) || Fail(samples.Error);

    /// <summary>
    /// Reads an exemplar. False when it cannot be taken: <paramref name="problem"/> says why in the original's words,
    /// or is null when the request is damaged.
    /// </summary>
    public bool TryReadExemplar(
        scoped ReadOnlySpan<byte> exemplarMessage, LabelsBuilder builder, out Exemplar exemplar, out string? problem)
    {
        double value = 0;
        long timestampMs = 0;
        symbols.BeginReferences();
        var fields = new ProtobufReader(exemplarMessage);
        while (fields.NextField())
        {
            switch (fields.Field)
            {
                case 1:
                    symbols.AddReferences(ref fields);
                    break;
                case 2:
                    value = fields.Double();
                    break;
                case 3:
                    timestampMs = fields.Int64();
                    break;
                default:
                    fields.Skip();
                    break;
            }
        }

        problem = fields.Error is null ? symbols.FindDefect() : null;
        builder.Clear();
        for (var index = 0; fields.Error is null && problem is null && index < symbols.ReferenceCount; index += 2)
        {
            builder.Set(Symbol(symbols.References[index]), Symbol(symbols.References[index + 1]));
        }

        exemplar = new Exemplar(builder.ToLabels(), value, new TimestampMs(timestampMs));
        return problem is null && (fields.Error is null || Fail(fields.Error));
    }

    private void FindSymbols()
    {
        symbols.Begin();
        var fields = new ProtobufReader(message);
        while (fields.NextField())
        {
            if (fields.Field != 4)
            {
                fields.Skip();
                continue;
            }

            var symbol = fields.Bytes();
            if (!symbols.TryAdd(fields.Offset - symbol.Length, symbol.Length))
            {
                fields.Refuse($"the request has more than {RemoteSymbols.CountMax} symbols");
            }
        }

        Error = fields.Error;
    }

    private bool ReadFields()
    {
        (SampleCount, HistogramCount, ExemplarCount) = (0, 0, 0);
        (HasMetadata, Type, helpReference, unitReference) = (false, MetricType.Unknown, 0, 0);
        Problem = null;
        symbols.BeginReferences();
        samples = new SampleMessages(Series, Series.Length);
        var fields = new ProtobufReader(Series);
        for (var at = 0; fields.NextField(); at = fields.Offset)
        {
            switch (fields.Field)
            {
                case 1:
                    symbols.AddReferences(ref fields);
                    break;
                case 2:
                    samples = SampleCount++ == 0 ? new SampleMessages(Series, at) : samples;
                    fields.Skip();
                    break;
                case 3:
                    HistogramCount++;
                    fields.Skip();
                    break;
                case 4:
                    ExemplarCount++;
                    fields.Skip();
                    break;
                case 5:
                    ReadMetadata(ref fields);
                    break;
                default:
                    fields.Skip();
                    break;
            }
        }

        return fields.Error is null ? CollectLabels() : Fail(fields.Error);
    }

    private void ReadMetadata(ref ProtobufReader fields)
    {
        HasMetadata = true;
        var metadata = new ProtobufReader(fields.Bytes());
        while (metadata.NextField())
        {
            switch (metadata.Field)
            {
                case 1:
                    Type = RemoteMetadataReader.TypeOf(metadata.UInt64());
                    break;
                case 3:
                    helpReference = (uint)metadata.UInt64();
                    break;
                case 4:
                    unitReference = (uint)metadata.UInt64();
                    break;
                default:
                    metadata.Skip();
                    break;
            }
        }

        fields.Refuse(metadata.Error);
    }

    private bool CollectLabels()
    {
        if (symbols.FindDefect() is { } defect)
        {
            Problem = $"parsing labels for series {symbols.ReferencesText()}: {defect}";
            return true;
        }

        if (FindMetadataDefect() is { } metadataDefect)
        {
            Problem = $"parsing metadata for series {symbols.ReferencesText()}: {metadataDefect}";
            return true;
        }

        labels.Begin();
        var references = symbols.References;
        for (var index = 0; index < references.Length; index += 2)
        {
            labels.Add(Symbol(references[index]), Symbol(references[index + 1]));
        }

        if (!labels.End())
        {
            labels.Explain(RawLabels());
            Problem = labels.Problem;
            return true;
        }

        if (addsTypeAndUnit && (Type != MetricType.Unknown || !Unit.IsEmpty))
        {
            var type = Type == MetricType.Unknown ? "" : Exposition.MetricTypeWords.ToWord(Type);
            labels.SetTypeAndUnit(System.Text.Encoding.ASCII.GetBytes(type), Unit);
        }

        Problem = SampleCount + HistogramCount > 0
            ? null
            : $"TimeSeries must contain at least one sample or histogram for series {labels.Text()}";
        return true;
    }

    // The table's first symbol is the empty one; a request without a table can only mean that.
    private readonly string? FindMetadataDefect() =>
        helpReference != 0 && helpReference >= symbols.Count ? Outside("help_ref", helpReference)
        : unitReference != 0 && unitReference >= symbols.Count ? Outside("unit_ref", unitReference)
        : null;

    private readonly string Outside(string what, uint reference) =>
        $"metadata {what} {reference} outside of symbols table (size {symbols.Count})";

    private readonly ReadOnlySpan<byte> Symbol(uint reference) =>
        reference < symbols.Count ? symbols.Of(message, reference) : default;

    private readonly List<(byte[] Name, byte[] Value)> RawLabels()
    {
        var raw = new List<(byte[] Name, byte[] Value)>();
        var references = symbols.References;
        for (var index = 0; index < references.Length; index += 2)
        {
            raw.Add((Symbol(references[index]).ToArray(), Symbol(references[index + 1]).ToArray()));
        }

        return raw;
    }

    private bool Fail(string? error)
    {
        Error ??= error;
        return false;
    }
}
