using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Model.Metrics;

namespace Belfry.Encoding.Exposition;

/// <summary>
/// Reads an exposition and turns the series of each classic histogram into one native histogram with custom buckets,
/// which comes when the first entry that does not belong to it is met. Classic series of a histogram that is there in
/// native form stay as they are. A histogram whose counts make none is left out. Semantics: prometheus
/// <c>model/textparse/nhcbparse.go</c>.
/// </summary>
public ref struct ClassicConversionReader<TReader> : IExpositionReader
    where TReader : struct, IExpositionReader, allows ref struct
{
    private readonly ClassicConversionScratch scratch;
    private readonly bool keepsClassic;
    private readonly bool readsStarts;
    private TReader inner;
    private State state;

    // What the inner reader found, while a histogram comes before it.
    private ExpositionEntry held;
    private NativeHistogram? converted;
    private bool hasTimestamp;
    private bool hasStart;
    private TimestampMs start;

    // Of the entry that the inner reader found last.
    private bool isSeries;
    private bool isOfCollected;
    private ClassicSeriesPart part;
    private double bound;
    private TimestampMs timestamp;

    /// <summary>A reader of what <paramref name="inner"/> reads, which stands before its first entry.</summary>
    /// <param name="inner">Reads the text.</param>
    /// <param name="scratch">Used as long as the reader.</param>
    /// <param name="keepsClassic">Whether the classic series come, too.</param>
    /// <param name="readsStarts">Whether it is wanted since when the histograms count.</param>
    public ClassicConversionReader(
        TReader inner, ClassicConversionScratch scratch, bool keepsClassic, bool readsStarts = false)
    {
        this.readsStarts = readsStarts;
        this.inner = inner;
        this.scratch = scratch;
        this.keepsClassic = keepsClassic;
    }

    private enum State
    {
        Start,

        // Series of one classic histogram were met.
        Collecting,

        // Behind a native histogram, whose classic series are not to be converted.
        Inhibiting,

        // A converted histogram is the entry read last.
        Emitting,
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> SeriesText => state == State.Emitting ? scratch.Series.Written : inner.SeriesText;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> EntryText => state == State.Emitting ? scratch.Series.Written : inner.EntryText;

    /// <inheritdoc/>
    public double Value => state == State.Emitting ? 0 : inner.Value;

    /// <inheritdoc/>
    public bool HasTimestamp => state == State.Emitting ? hasTimestamp : inner.HasTimestamp;

    /// <inheritdoc/>
    public TimestampMs Timestamp => state == State.Emitting ? timestamp : inner.Timestamp;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> FamilyName => inner.FamilyName;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> MetadataText => inner.MetadataText;

    /// <inheritdoc/>
    public MetricType DeclaredType => state == State.Emitting ? MetricType.Histogram : inner.DeclaredType;

    /// <inheritdoc/>
    public NativeHistogram? Histogram => state == State.Emitting ? converted : inner.Histogram;

    /// <inheritdoc/>
    public int ExemplarCount => inner.ExemplarCount;

    /// <inheritdoc/>
    public ExpositionError? Error => inner.Error;

    /// <inheritdoc/>
    public string MetadataAsText() => inner.MetadataAsText();

    /// <summary>False: what a line means depends on those before it.</summary>
    public readonly bool TryReadKnownSeries(ReadOnlySpan<byte> seriesText) => false;

    /// <summary>False, likewise.</summary>
    public readonly bool TrySkipKnownEntry(ReadOnlySpan<byte> entryText, MetricType declaredType) => false;

    /// <inheritdoc/>
    public bool TryReadExemplar(LabelsBuilder labels, out ExposedExemplar exemplar)
    {
        if (state != State.Emitting)
        {
            return inner.TryReadExemplar(labels, out exemplar);
        }

        if (!scratch.Exemplars.TryDequeue(out var first))
        {
            exemplar = default;
            return false;
        }

        labels.Reset(first.Labels);
        exemplar = first.Exemplar;
        return true;
    }

    /// <inheritdoc/>
    public bool TryReadStart(out TimestampMs start)
    {
        start = this.start;
        return state == State.Emitting ? hasStart : inner.TryReadStart(out start);
    }

    /// <inheritdoc/>
    public ExpositionEntry Read()
    {
        while (true)
        {
            if (state == State.Emitting)
            {
                state = State.Start;
            }
            else
            {
                held = inner.Read();
                if (held == ExpositionEntry.Invalid)
                {
                    return held;
                }

                ReadKey();
                if (state == State.Collecting && !isOfCollected && TryConvert())
                {
                    return ExpositionEntry.Series;
                }
            }

            if (!TryCollect() || keepsClassic)
            {
                return held;
            }
        }
    }

    // The labels of a sample without what tells the series of one histogram apart.
    private void ReadKey()
    {
        part = ClassicSeriesPart.None;
        isOfCollected = false;
        isSeries = held == ExpositionEntry.Series && inner.DeclaredType == MetricType.Histogram
            && Exposition.SeriesText.CopyLabels(inner.SeriesText, MetricType.Histogram, scratch.Labels) is null;
        if (held == ExpositionEntry.Type)
        {
            scratch.SetFamily(inner.FamilyName);
        }

        if (!isSeries)
        {
            return;
        }

        var labels = scratch.Labels;
        var isBound = FloatReader.Read(labels.Get(LabelNames.BucketUtf8), out bound) == FloatOutcome.Read
            && !double.IsNaN(bound);
        if (inner.Histogram is null)
        {
            var found = ClassicSeriesName.Split(labels.Get(LabelNames.MetricNameUtf8), out var name);

            // When it was made may stand anywhere among the series of a histogram, and does not end them.
            name = name.EndsWith("_created"u8) && name[..^8].SequenceEqual(scratch.Family) ? name[..^8] : name;
            var isFamily = name.SequenceEqual(scratch.Family);
            part = isFamily && (found != ClassicSeriesPart.Bucket || isBound) ? found : ClassicSeriesPart.None;
            labels.Set(LabelNames.MetricNameUtf8, name.ToArray());
            labels.Remove(LabelNames.BucketUtf8);
        }

        isOfCollected = state is State.Collecting or State.Inhibiting
            && inner.Histogram is null && labels.ToCanonical().SequenceEqual(scratch.Collected);
    }

    // True when what was read last is a series of a classic histogram that is being collected.
    private bool TryCollect()
    {
        if (isSeries && inner.Histogram is not null)
        {
            scratch.SetCollected(scratch.Labels.ToCanonical());
            state = State.Inhibiting;
            return false;
        }

        if (state == State.Inhibiting)
        {
            if (!isSeries || isOfCollected)
            {
                return false;
            }

            state = State.Start;
        }

        if (part == ClassicSeriesPart.None)
        {
            return false;
        }

        if (state == State.Start)
        {
            state = State.Collecting;
            hasStart = false;
            if (readsStarts)
            {
                hasStart = inner.TryReadStart(out start);
            }

            scratch.SetCollected(scratch.Labels.ToCanonical());
            scratch.Buckets.Clear();
            scratch.Exemplars.Clear();
        }

        Collect();
        return true;
    }

    private void Collect()
    {
        hasTimestamp = inner.HasTimestamp;
        timestamp = inner.Timestamp;
        while (inner.TryReadExemplar(scratch.ExemplarLabels, out var exemplar))
        {
            scratch.Exemplars.Enqueue((scratch.ExemplarLabels.ToLabels(), exemplar));
        }

        _ = part switch
        {
            ClassicSeriesPart.Bucket => scratch.Buckets.SetBucket(bound, inner.Value),
            ClassicSeriesPart.Sum => scratch.Buckets.SetSum(inner.Value),
            _ => scratch.Buckets.SetCount(inner.Value),
        };
    }

    private bool TryConvert()
    {
        converted = scratch.Buckets.Convert();
        state = State.Start;
        if (converted is null || converted.FindDefect() is not null)
        {
            return false;
        }

        state = State.Emitting;
        var series = scratch.Series;
        var name = LabelsReader.Find(scratch.Collected, LabelNames.MetricNameUtf8);
        series.BeginSeries(name, ""u8);
        foreach (var label in new LabelsReader(scratch.Collected))
        {
            if (!label.Name.SequenceEqual(LabelNames.MetricNameUtf8))
            {
                series.AddLabel(label.Name, label.Value);
            }
        }

        series.EndSeries();
        return true;
    }
}
