using System.Globalization;
using Belfry.Encoding.Exposition;
using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Encoding.Tests.Exposition;

/// <summary>Everything a reader finds, one line an entry, so that a test compares texts.</summary>
internal static class ReaderDump
{
    internal static List<string> Text(string text) => Text(System.Text.Encoding.UTF8.GetBytes(text));

    internal static List<string> Text(ReadOnlySpan<byte> text)
    {
        var reader = new TextExpositionReader(text);
        return All(ref reader);
    }

    internal static List<string> OpenMetrics(string text) => OpenMetrics(System.Text.Encoding.UTF8.GetBytes(text));

    internal static List<string> OpenMetrics(ReadOnlySpan<byte> text)
    {
        var reader = new OpenMetricsReader(text);
        return All(ref reader);
    }

    internal static string Sample<TReader>(scoped ref TReader reader)
        where TReader : struct, IExpositionReader, allows ref struct
    {
        var labels = new LabelsBuilder();
        var problem = SeriesText.CopyLabels(reader.SeriesText, reader.DeclaredType, labels);
        var time = reader.HasTimestamp ? " @" + reader.Timestamp.Value.ToString(CultureInfo.InvariantCulture) : "";
        var value = reader.Histogram is { } histogram
            ? histogram.FindDefect() ?? histogram.ToString()!
            : FloatText.Plain(reader.Value);
        return $"{labels.ToLabels()} {value}{time}{(problem is null ? "" : " ! " + problem)}";
    }

    private static string Exemplars<TReader>(scoped ref TReader reader)
        where TReader : struct, IExpositionReader, allows ref struct
    {
        var text = "";
        var labels = new LabelsBuilder();
        while (reader.TryReadExemplar(labels, out var exemplar))
        {
            text += $" # {labels.ToLabels()} {FloatText.Plain(exemplar.Value)}"
                + (exemplar.HasTimestamp ? string.Create(CultureInfo.InvariantCulture, $" @{exemplar.Timestamp.Value}") : "");
        }

        return text;
    }

    internal static List<string> All<TReader>(scoped ref TReader reader)
        where TReader : struct, IExpositionReader, allows ref struct
    {
        var lines = new List<string>();
        while (true)
        {
            var entry = reader.Read();
            switch (entry)
            {
                case ExpositionEntry.End:
                    return lines;
                case ExpositionEntry.Invalid:
                    var error = reader.Error!;
                    lines.Add($"{error.Line}:{error.Column}: {error.Message}");
                    return lines;
                case ExpositionEntry.Comment:
                    lines.Add("comment");
                    break;
                case ExpositionEntry.Series:
                    lines.Add(Sample(ref reader) + Exemplars(ref reader));
                    break;
                default:
                    var text = entry == ExpositionEntry.Type && reader.MetadataText.IsEmpty
                        ? System.Text.Encoding.ASCII.GetBytes(reader.DeclaredType.ToString())
                        : reader.MetadataText;
                    lines.Add(Metadata(entry, reader.FamilyName, text));
                    break;
            }
        }
    }

    private static string Metadata(ExpositionEntry entry, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text) =>
        $"{entry} {System.Text.Encoding.UTF8.GetString(name)}: {System.Text.Encoding.UTF8.GetString(text)}";
}
