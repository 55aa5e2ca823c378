using System.Text.Json;
using Belfry.Compatibility.Tests.Histograms;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Exposition;

/// <summary>One text and every entry in it, each of which counts.</summary>
internal abstract class ParseEntriesSuite(EntriesOf read) : IConformanceSuite
{
    /// <inheritdoc/>
    public abstract string Pattern { get; }

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(path));
        var cases = table.RootElement.GetProperty("cases");
        var input = cases.GetProperty("input").Bytes();
        var (entries, error) = read(input);
        var remaining = new Queue<ReadEntry>(entries);
        return CaseTable.RunRows(
            cases.GetProperty("entries").EnumerateArray(),
            row => Check(row, remaining, error),
            row => row.ToString());
    }

    private static string? Check(JsonElement row, Queue<ReadEntry> remaining, string? error)
    {
        if (!remaining.TryDequeue(out var entry))
        {
            return $"nothing was read: {error ?? "the end"}";
        }

        var kind = row.GetProperty("entry").GetString();
        var found = entry.Histogram is null ? entry.Kind.ToString().ToLowerInvariant() : "histogram";
        return CaseTable.Difference(kind, found)
            ?? kind switch
            {
                "series" or "histogram" => SeriesDifference(row, entry),
                "comment" => CaseTable.Difference(row.FindText("text"), entry.Subject),
                _ => CaseTable.Difference(row.FindText("metric"), entry.Subject.Trim('"'))
                    ?? CaseTable.Difference(row.FindText(kind!) ?? "", entry.Metadata),
            };
    }

    private static string? SeriesDifference(JsonElement row, ReadEntry entry)
    {
        return CaseTable.Difference(row.FindText("raw"), entry.Subject)
            ?? CaseTable.Difference(row.GetProperty("labels").Labels().ToString(), entry.Labels.ToString())
            ?? ValueDifference(row, entry)
            ?? (row.Find("timestamp_ms")?.GetInt64() == entry.Timestamp?.Value ? null : $"time {entry.Timestamp}")
            ?? CaseTable.Difference(Exemplars(row), string.Join(" and ", entry.Exemplars))
            ?? (row.Find("start_timestamp_ms")?.GetInt64() == entry.Start?.Value ? null : $"start {entry.Start}");
    }

    private static string? ValueDifference(JsonElement row, ReadEntry entry) =>
        row.Find("int_histogram") is { } histogram
            ? CaseTable.Difference(HistogramCells.Show(histogram.IntegerHistogram()), entry.Histogram)
            : row.GetProperty("value").Number().Equals(entry.Value) ? null : $"value {entry.Value}";

    private static string Exemplars(JsonElement row) => row.Find("exemplars") is not { } list
        ? ""
        : string.Join(" and ", list.EnumerateArray().Select(exemplar => ExpositionText.Exemplar(
            exemplar.Find("Labels")?.Labels() ?? Labels.Empty,
            exemplar.GetProperty("Value").Number(),
            exemplar.Is("HasTs") ? exemplar.GetProperty("Ts").GetInt64() : null)));
}
