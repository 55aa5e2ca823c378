using Belfry.Encoding.Exposition;
using Belfry.Model;
using Belfry.Model.Metrics;
using Belfry.Platform.Disk;

namespace Belfry.Collectors.Host.TextFiles;

/// <summary>
/// Metrics that scripts leave in a folder as <c>*.prom</c> files of the text exposition format. A file with an error,
/// with timestamps or beyond the limits is left out whole, and <c>node_textfile_scrape_error</c> is 1.
/// </summary>
internal sealed class TextFileCollector : IHostCollector, IDisposable
{
    /// <summary>Samples of all files together.</summary>
    internal const int SamplesMax = 100_000;

    private static readonly string[] Suffixes = ["_bucket", "_sum", "_count"];

    private readonly KernelFiles? folder;
    private readonly LabelsBuilder labels = new();

    internal TextFileCollector(HostMetricsOptions options) =>
        folder = options.TextFileFolder.Length > 0 ? new KernelFiles(options.TextFileFolder) : null;

    public string Name => "textfile";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        var families = new SortedDictionary<string, TextFamily>(StringComparer.Ordinal);
        var times = new List<(string File, double Seconds)>();
        var isWrong = false;
        var sampleCount = 0;
        foreach (var file in folder?.Names("") ?? [])
        {
            if (!file.EndsWith(".prom", StringComparison.Ordinal))
            {
                continue;
            }

            if (Read(folder!, file) is { } found
                && found.Values.Sum(family => family.SampleCount) is var more && sampleCount + more <= SamplesMax)
            {
                sampleCount += more;
                Merge(families, found);
                times.Add((Path.Combine(folder!.Root, file), folder.LastWriteSeconds(file)));
            }
            else
            {
                isWrong = true;
            }
        }

        foreach (var family in families.Values)
        {
            family.WriteTo(writer);
        }

        WriteTimes(writer, times);
        writer.Gauge(
            "node_textfile_scrape_error",
            "1 if there was an error opening or reading a file, 0 otherwise",
            isWrong ? 1 : 0);
        return CollectOutcome.Collected;
    }

    public void Dispose() => folder?.Dispose();

    private static void WriteTimes(IMetricFamilyWriter writer, List<(string File, double Seconds)> times)
    {
        if (times.Count == 0)
        {
            return;
        }

        writer.BeginFamily(
            "node_textfile_mtime_seconds", MetricType.Gauge, "Unixtime mtime of textfiles successfully read.");
        foreach (var (file, seconds) in times)
        {
            writer.WriteSample("", [new("file", file)], seconds);
        }
    }

    private static void Merge(SortedDictionary<string, TextFamily> families, Dictionary<string, TextFamily> found)
    {
        foreach (var (name, family) in found)
        {
            if (!families.TryAdd(name, family))
            {
                families[name].Add(family);
            }
        }
    }

    // Null when the file cannot be taken whole.
    private Dictionary<string, TextFamily>? Read(KernelFiles from, string file)
    {
        if (!from.TryRead(file, out var text) || text.Length >= KernelFiles.LengthBytesMax)
        {
            return null;
        }

        var families = new Dictionary<string, TextFamily>(StringComparer.Ordinal);
        var reader = new TextExpositionReader(text);
        var sampleCount = 0;
        while (true)
        {
            switch (reader.Read())
            {
                case ExpositionEntry.End:
                    return families;
                case ExpositionEntry.Invalid:
                    return null;
                case ExpositionEntry.Type:
                    FamilyOf(families, Text(reader.FamilyName)).Type = reader.DeclaredType;
                    break;
                case ExpositionEntry.Help:
                    FamilyOf(families, Text(reader.FamilyName)).Help = reader.MetadataAsText();
                    break;
                case ExpositionEntry.Series:
                    labels.Clear();
                    if (reader.HasTimestamp || ++sampleCount > SamplesMax
                        || SeriesText.CopyLabels(reader.SeriesText, reader.DeclaredType, labels) is not null)
                    {
                        return null;
                    }

                    AddSample(families, labels.ToLabels(), reader.Value);
                    break;
            }
        }
    }

    private static void AddSample(Dictionary<string, TextFamily> families, Labels series, double value)
    {
        var name = series.MetricName;
        var suffix = Suffixes.FirstOrDefault(known => name.EndsWith(known, StringComparison.Ordinal)
            && families.GetValueOrDefault(name[..^known.Length])?.Type
                is MetricType.Histogram or MetricType.Summary) ?? "";
        FamilyOf(families, name[..^suffix.Length]).Add(
            suffix, [.. series.ToPairs().Where(pair => pair.Key != LabelNames.MetricName)], value);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes);

    private static TextFamily FamilyOf(Dictionary<string, TextFamily> families, string name)
    {
        if (!families.TryGetValue(name, out var family))
        {
            family = new TextFamily(name);
            families.Add(name, family);
        }

        return family;
    }
}
