using System.Text.Unicode;
using Belfry.Encoding.Exposition;
using Belfry.Encoding.Remote;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Model.Metrics;

namespace Belfry.Encoding.ClientProtobuf;

/// <summary>
/// Reads the protobuf exposition format: <c>io.prometheus.client.MetricFamily</c> messages, each behind its length.
/// Entries come as those of a text would: help, unit and type of a family, then its samples, classic histograms and
/// summaries as several; for the text that is not there it makes one. What it takes and refuses, and its messages, are
/// those of prometheus <c>model/textparse/protobufparse.go</c>. The line of an error is the number of the family, its
/// column the byte where that begins.
/// </summary>
public ref struct ProtobufExpositionReader : IExpositionReader
{
    private readonly ReadOnlySpan<byte> body;
    private readonly ProtobufExpositionScratch scratch;
    private readonly ProtobufExpositionOptions options;
    private int at;
    private Step step;

    // Of the family.
    private ClientFamily family;
    private RepeatedMessages metrics;
    private int familyNumber;
    private int familyStart;

    // Of the metric.
    private ClientMetric metric;
    private ClassicFields classic;
    private RepeatedMessages buckets;

    // Of the entry.
    private ExpositionEntry entry;
    private ExemplarSource exemplarSource;
    private ReadOnlySpan<byte> singleExemplar;
    private RepeatedMessages exemplars;
    private string? exemplarError;

    /// <summary>A reader before the first family of <paramref name="body"/>.</summary>
    public ProtobufExpositionReader(
        ReadOnlySpan<byte> body, ProtobufExpositionScratch scratch, ProtobufExpositionOptions options)
    {
        this.body = body;
        this.scratch = scratch;
        this.options = options;
    }

    private enum Step
    {
        Family,
        Unit,
        Type,
        Metric,
        Count,
        Sum,
        Bucket,
    }

    private enum ExemplarSource
    {
        None,
        Single,
        Histogram,
        Buckets,
    }

    /// <inheritdoc/>
    public readonly ReadOnlySpan<byte> SeriesText => scratch.Series.Written;

    /// <inheritdoc/>
    public readonly ReadOnlySpan<byte> EntryText =>
        entry == ExpositionEntry.Series ? scratch.Series.Written : scratch.Metadata.Written;

    /// <inheritdoc/>
    public double Value { get; private set; }

    /// <inheritdoc/>
    public bool HasTimestamp { get; private set; }

    /// <inheritdoc/>
    public TimestampMs Timestamp { get; private set; }

    /// <inheritdoc/>
    public readonly ReadOnlySpan<byte> FamilyName => family.Name;

    /// <inheritdoc/>
    public readonly ReadOnlySpan<byte> MetadataText =>
        entry == ExpositionEntry.Unit ? family.Unit : entry == ExpositionEntry.Help ? family.Help : default;

    /// <inheritdoc/>
    public MetricType DeclaredType { get; private set; }

    /// <inheritdoc/>
    public NativeHistogram? Histogram { get; private set; }

    /// <inheritdoc/>
    public int ExemplarCount { get; private set; }

    /// <inheritdoc/>
    public ExpositionError? Error { get; private set; }

    /// <inheritdoc/>
    public readonly string MetadataAsText() => System.Text.Encoding.UTF8.GetString(MetadataText);

    /// <summary>False: the series has no text before it is read.</summary>
    public readonly bool TryReadKnownSeries(ReadOnlySpan<byte> seriesText) => false;

    /// <summary>False, likewise.</summary>
    public readonly bool TrySkipKnownEntry(ReadOnlySpan<byte> entryText, MetricType declaredType) => false;

    /// <inheritdoc/>
    public readonly bool TryReadStart(out TimestampMs start)
    {
        start = default;
        var field = family.Type switch
        {
            ClientMetricType.Counter => 3,
            ClientMetricType.Summary => 4,
            _ => family.IsHistogram ? 15 : 0,
        };
        return field > 0 && entry == ExpositionEntry.Series && ClientTime.TryFind(metric.Value, field, out start);
    }

    /// <inheritdoc/>
    public ExpositionEntry Read()
    {
        exemplarSource = ExemplarSource.None;
        Histogram = null;
        entry = exemplarError is not null ? Fail(exemplarError) : ReadStep();
        return entry;
    }

    /// <inheritdoc/>
    public bool TryReadExemplar(LabelsBuilder labels, out ExposedExemplar exemplar)
    {
        exemplar = default;
        while (NextExemplar(out var message))
        {
            exemplarError = ClientExemplar.Read(message, labels, out exemplar);
            if (exemplarError is not null)
            {
                return false;
            }

            // Without a time a native histogram's cannot be told from one of an earlier scrape.
            if (Histogram is null || exemplar.HasTimestamp)
            {
                ExemplarCount++;
                return true;
            }
        }

        return false;
    }

    private ExpositionEntry ReadStep()
    {
        switch (step)
        {
            case Step.Family:
                return ReadFamily();
            case Step.Unit:
                step = Step.Type;
                return Metadata(ExpositionEntry.Unit, "UNIT"u8, family.Unit);
            case Step.Type:
                step = Step.Metric;
                var word = MetricTypeWords.ToWord(family.DeclaredType);
                return Metadata(ExpositionEntry.Type, "TYPE"u8, System.Text.Encoding.ASCII.GetBytes(word));
            case Step.Metric:
                return ReadMetric();
            case Step.Count:
                step = Step.Sum;
                return Sample("_count"u8, classic.Count);
            case Step.Sum:
                step = !family.IsHistogram && classic.BucketCount == 0 ? Step.Metric : Step.Bucket;
                return Sample("_sum"u8, classic.Sum);
            default:
                return family.IsHistogram ? ReadBucket() : ReadQuantile();
        }
    }

    private ExpositionEntry ReadFamily()
    {
        while (at < body.Length)
        {
            familyNumber++;
            familyStart = at;
            if (!Uvarint.TryRead(body[at..], out var length, out var used) || length > (ulong)(body.Length - at - used))
            {
                return Fail("unexpected EOF");
            }

            var message = body.Slice(at + used, (int)length);
            at += used + (int)length;
            family = ClientFamily.Read(message, out var error);
            if (error is not null)
            {
                return Fail(error);
            }

            if (!family.HasMetrics)
            {
                continue;
            }

            if (family.FindDefect() is { } defect)
            {
                return Fail(defect);
            }

            metrics = family.Metrics;
            DeclaredType = family.DeclaredType;
            step = family.Unit.IsEmpty ? Step.Type : Step.Unit;
            return Metadata(ExpositionEntry.Help, "HELP"u8, family.Help);
        }

        return ExpositionEntry.End;
    }

    private ExpositionEntry ReadMetric()
    {
        if (!metrics.Next(out var message))
        {
            return metrics.Error is null ? ReadFamily() : Fail(metrics.Error);
        }

        metric = ClientMetric.Read(message, family.Type, out var error);
        if (error is not null)
        {
            return Fail(error);
        }

        HasTimestamp = metric.Timestamp.Value != 0;
        Timestamp = metric.Timestamp;
        return family.IsHistogram ? ReadHistogram()
            : family.Type == ClientMetricType.Summary ? ReadSummary()
            : ReadNumber();
    }

    private ExpositionEntry ReadNumber()
    {
        var isCounter = family.Type == ClientMetricType.Counter;
        var number = metric.ReadNumber(isCounter, out singleExemplar, out var hasExemplar, out var error);
        exemplarSource = hasExemplar ? ExemplarSource.Single : ExemplarSource.None;
        return error is null ? Sample(""u8, number) : Fail(error);
    }

    private ExpositionEntry ReadSummary()
    {
        classic = metric.ReadSummary(out var error);
        buckets = new RepeatedMessages(metric.Value, 3);
        step = Step.Sum;
        return error is null ? Sample("_count"u8, classic.Count) : Fail(error);
    }

    private ExpositionEntry ReadHistogram()
    {
        var error = ClientHistogram.Read(metric.Value, ref classic, out var parts);
        if (error is not null)
        {
            return Fail(error);
        }

        buckets = new RepeatedMessages(metric.Value, 3);
        if (!options.ReadsNative || !ClientHistogram.IsNative(parts))
        {
            step = Step.Sum;
            return Sample("_count"u8, classic.Count);
        }

        step = options.KeepsClassic && classic.BucketCount > 0 ? Step.Count : Step.Metric;
        Histogram = Compacted(ClientHistogram.ToHistogram(ref parts, family.Type == ClientMetricType.GaugeHistogram));
        exemplarSource = classic.ExemplarCount > 0 ? ExemplarSource.Histogram : ExemplarSource.Buckets;
        exemplars = new RepeatedMessages(metric.Value, classic.ExemplarCount > 0 ? 16 : 3);
        return Sample(""u8, 0);
    }

    private ExpositionEntry ReadBucket()
    {
        if (!buckets.Next(out var message))
        {
            // The bucket of +Inf may be missing: it is the count.
            step = Step.Metric;
            return buckets.Error is null
                ? Sample("_bucket"u8, classic.Count, "le"u8, double.PositiveInfinity)
                : Fail(buckets.Error);
        }

        var bucket = ClientBucket.Read(message, out var error);
        if (error is not null)
        {
            return Fail(error);
        }

        singleExemplar = bucket.Exemplar;
        exemplarSource = bucket.HasExemplar ? ExemplarSource.Single : ExemplarSource.None;
        step = double.IsPositiveInfinity(bucket.Bound) ? Step.Metric : step;
        return Sample("_bucket"u8, bucket.Value, "le"u8, bucket.Bound);
    }

    private ExpositionEntry ReadQuantile()
    {
        if (!buckets.Next(out var message))
        {
            return buckets.Error is null ? ReadMetric() : Fail(buckets.Error);
        }

        var quantile = ClientBucket.ReadQuantile(message, out var error);
        return error is null ? Sample(""u8, quantile.Value, "quantile"u8, quantile.Bound) : Fail(error);
    }

    private ExpositionEntry Sample(
        ReadOnlySpan<byte> suffix, double value, ReadOnlySpan<byte> boundName = default, double bound = 0)
    {
        // A stale marker is ours to write, not a target's.
        Value = double.IsNaN(value) ? StaleMarker.NormalNaN : value;
        var series = scratch.Series;
        series.BeginSeries(family.Name, suffix);
        var labels = new RepeatedMessages(metric.Message, 1);
        while (labels.Next(out var message))
        {
            if (!LabelMessage.TryRead(message, out var name, out var text, out var error))
            {
                return Fail(error);
            }

            if (name.IsEmpty || !Utf8.IsValid(name))
            {
                return Fail($"invalid label name: {System.Text.Encoding.UTF8.GetString(name)}");
            }

            if (!Utf8.IsValid(text))
            {
                return Fail($"invalid label value: {System.Text.Encoding.UTF8.GetString(text)}");
            }

            series.AddLabel(name, text);
        }

        if (!boundName.IsEmpty)
        {
            series.AddLabel(boundName, scratch.Bounds.Of(bound));
        }

        series.EndSeries();
        return labels.Error is null ? ExpositionEntry.Series : Fail(labels.Error);
    }

    private readonly ExpositionEntry Metadata(
        ExpositionEntry kind, ReadOnlySpan<byte> word, ReadOnlySpan<byte> text)
    {
        scratch.Metadata.SetMetadata(word, family.Name, text);
        return kind;
    }

    private bool NextExemplar(out ReadOnlySpan<byte> message)
    {
        message = singleExemplar;
        switch (exemplarSource)
        {
            case ExemplarSource.Single:
                exemplarSource = ExemplarSource.None;
                return true;
            case ExemplarSource.Histogram:
                return exemplars.Next(out message);
            case ExemplarSource.Buckets:
                while (exemplars.Next(out var bucketMessage))
                {
                    var bucket = ClientBucket.Read(bucketMessage, out exemplarError);
                    if (bucket.HasExemplar)
                    {
                        message = bucket.Exemplar;
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }

    // One that is not valid stays as it is: who stores it says what is wrong.
    private static NativeHistogram Compacted(NativeHistogram histogram) =>
        histogram.FindDefect() is not null ? histogram
        : histogram is FloatHistogram floats ? floats.Compact()
        : ((IntegerHistogram)histogram).Compact(0);

    private ExpositionEntry Fail(string? message)
    {
        Error = new ExpositionError(message ?? "unexpected EOF", Math.Max(familyNumber, 1), familyStart + 1);
        at = body.Length;
        step = Step.Family;
        return ExpositionEntry.Invalid;
    }
}
