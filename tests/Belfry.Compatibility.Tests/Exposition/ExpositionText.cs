using System.Globalization;
using Belfry.Compatibility.Tests.Histograms;
using Belfry.Encoding.Exposition;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Model.Metrics;

namespace Belfry.Compatibility.Tests.Exposition;

/// <summary>Reads a whole text and keeps what was in it.</summary>
internal static class ExpositionText
{
    internal static (IReadOnlyList<ReadEntry> Entries, string? Error) OpenMetrics(ReadOnlySpan<byte> text)
    {
        var reader = new OpenMetricsReader(text, takesCreated: true);
        return Read(ref reader);
    }

    internal static (IReadOnlyList<ReadEntry> Entries, string? Error) Prometheus(ReadOnlySpan<byte> text)
    {
        var reader = new TextExpositionReader(text);
        return Read(ref reader);
    }

    internal static (IReadOnlyList<ReadEntry> Entries, string? Error) Converted(ReadOnlySpan<byte> text)
    {
        var reader = new ClassicConversionReader<OpenMetricsReader>(
            new OpenMetricsReader(text, takesCreated: true),
            new ClassicConversionScratch(),
            keepsClassic: false,
            readsStarts: true);
        return Read(ref reader);
    }

    /// <summary>An exemplar as a text.</summary>
    internal static string Exemplar(Labels labels, double value, long? timeMs) =>
        string.Create(CultureInfo.InvariantCulture, $"{labels} {value} {timeMs}");

    private static List<string> Exemplars<TReader>(ref TReader reader)
        where TReader : IExpositionReader, allows ref struct
    {
        var found = new List<string>();
        var labels = new LabelsBuilder();
        while (reader.TryReadExemplar(labels, out var exemplar))
        {
            found.Add(Exemplar(
                labels.ToLabels(), exemplar.Value, exemplar.HasTimestamp ? exemplar.Timestamp.Value : null));
        }

        return found;
    }

    private static (IReadOnlyList<ReadEntry> Entries, string? Error) Read<TReader>(ref TReader reader)
        where TReader : IExpositionReader, allows ref struct
    {
        var entries = new List<ReadEntry>();
        var labels = new LabelsBuilder();
        while (true)
        {
            var kind = reader.Read();
            switch (kind)
            {
                case ExpositionEntry.End:
                    return (entries, null);
                case ExpositionEntry.Invalid:
                    return (entries, reader.Error!.Message);
                case ExpositionEntry.Series:
                    labels.Clear();
                    if (SeriesText.CopyLabels(reader.SeriesText, reader.DeclaredType, labels) is { } error)
                    {
                        return (entries, error);
                    }

                    entries.Add(new ReadEntry(kind, Text(reader.SeriesText))
                    {
                        Labels = labels.ToLabels(),
                        Value = reader.Value,
                        Histogram = reader.Histogram is IntegerHistogram histogram
                            ? HistogramCells.Show(histogram)
                            : null,
                        Exemplars = Exemplars(ref reader),
                        Timestamp = reader.HasTimestamp ? reader.Timestamp : null,
                        Start = reader.TryReadStart(out var start) ? start : null,
                    });
                    break;
                case ExpositionEntry.Comment:
                    entries.Add(new ReadEntry(kind, Text(reader.EntryText).TrimEnd('\n')));
                    break;
                default:
                    entries.Add(new ReadEntry(kind, Text(reader.FamilyName))
                    {
                        Metadata = kind == ExpositionEntry.Type ? Word(reader.DeclaredType) : reader.MetadataAsText(),
                    });
                    break;
            }
        }
    }

    private static string Word(MetricType type) => type.ToString().ToLowerInvariant();

    private static string Text(ReadOnlySpan<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
