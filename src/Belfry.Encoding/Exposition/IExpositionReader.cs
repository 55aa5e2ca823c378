using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Model.Metrics;

namespace Belfry.Encoding.Exposition;

/// <summary>
/// Reads one exposition from first to last entry, without allocating while the text is right, but for native
/// histograms. Spans that it hands out live until the next entry is read. An interface so that a scrape is written once
/// for all formats; implementations are ref structs, and callers are generic over them, so that nothing is called
/// virtually.
/// </summary>
public interface IExpositionReader
{
    /// <summary>The series of the entry read last, as it stands in the text: name and braces.</summary>
    ReadOnlySpan<byte> SeriesText { get; }

    /// <summary>The whole entry read last, with its line feed, as it stands in the text.</summary>
    ReadOnlySpan<byte> EntryText { get; }

    /// <summary>The value of the sample read last; a NaN is the normal NaN, never the stale marker.</summary>
    double Value { get; }

    /// <summary>True when the sample read last carries its own time.</summary>
    bool HasTimestamp { get; }

    /// <summary>The sample's own time; meaningless without one.</summary>
    TimestampMs Timestamp { get; }

    /// <summary>The family that the metadata entry read last is about; escapes not resolved.</summary>
    ReadOnlySpan<byte> FamilyName { get; }

    /// <summary>The text of the help or unit entry read last, escapes not resolved.</summary>
    ReadOnlySpan<byte> MetadataText { get; }

    /// <summary>The type declared last, of whatever family.</summary>
    MetricType DeclaredType { get; }

    /// <summary>
    /// The native histogram that the sample read last is; null when it is a float. Valid in form, not checked, and the
    /// caller's from then on.
    /// </summary>
    NativeHistogram? Histogram { get; }

    /// <summary>The number of exemplars met so far.</summary>
    int ExemplarCount { get; }

    /// <summary>What is wrong; null unless the last entry was <see cref="ExpositionEntry.Invalid"/>.</summary>
    ExpositionError? Error { get; }

    /// <summary>The text of the help or unit entry read last as a new string, escapes resolved.</summary>
    string MetadataAsText();

    /// <summary>
    /// Reads the next exemplar of the sample read last; false when there is no further one. Its labels replace what is
    /// in <paramref name="labels"/>.
    /// </summary>
    bool TryReadExemplar(LabelsBuilder labels, out ExposedExemplar exemplar);

    /// <summary>
    /// Since when the sample read last counts; false when the text does not say. Where that stands on a line of its
    /// own, it is looked for further on, up to the next family; each line is looked at once, however many samples ask.
    /// </summary>
    bool TryReadStart(out TimestampMs start);

    /// <summary>Reads the next entry.</summary>
    ExpositionEntry Read();

    /// <summary>
    /// Reads the next entry if it is a sample of exactly the series <paramref name="seriesText"/>, taken from
    /// <see cref="SeriesText"/> of an earlier text; otherwise false, with nothing read.
    /// </summary>
    bool TryReadKnownSeries(ReadOnlySpan<byte> seriesText);

    /// <summary>
    /// Skips the next entry if it is exactly <paramref name="entryText"/>, taken from <see cref="EntryText"/> of a
    /// metadata or comment entry of an earlier text; otherwise false, with nothing read. A type that is skipped takes
    /// effect only by <paramref name="declaredType"/>, the type in force after that entry.
    /// </summary>
    bool TrySkipKnownEntry(ReadOnlySpan<byte> entryText, MetricType declaredType);
}
