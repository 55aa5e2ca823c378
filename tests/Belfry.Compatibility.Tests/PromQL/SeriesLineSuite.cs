using System.Text.Json;
using Belfry.Compatibility.Tests.Histograms;
using Belfry.Model.Histograms;
using Belfry.Query.Scripts;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>
/// Series lines of scripts and native histograms in them. Where the original refuses a line we must, too; only the
/// words of its lexer are its own.
/// </summary>
internal sealed class SeriesLineSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/parser/series_desc.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(path));
        var failures = new List<string>();
        var total = 0;
        foreach (var part in table.RootElement.GetProperty("cases").EnumerateObject())
        {
            foreach (var row in part.Value.EnumerateArray())
            {
                total++;
                var complaint = part.Name == "histogram_test_expression" ? CheckText(row) : CheckLine(row);
                if (complaint is not null)
                {
                    failures.Add(complaint);
                }
            }
        }

        return new SuiteResult(total - failures.Count, total, failures);
    }

    private static string? CheckText(JsonElement row)
    {
        var text = row.GetProperty("input").FloatHistogram().ToTestText();
        var expected = row.GetProperty("expected").GetString();
        return text == expected ? null : $"{text}, expected {expected}";
    }

    private static string? CheckLine(JsonElement row)
    {
        var text = row.GetProperty("input").GetString()!;
        var mustFail = row.TryGetProperty("fail", out _) || row.TryGetProperty("expectError", out _)
            || row.TryGetProperty("expectedError", out _);
        try
        {
            var line = SeriesLineReader.Read(text);
            return mustFail ? $"{text}: read as {line}" : Difference(row, line);
        }
        catch (ScriptException wrong)
        {
            return mustFail ? null : $"{text}: {wrong.Message}";
        }
    }

    private static string? Difference(JsonElement row, SeriesLine line)
    {
        var names = row.TryGetProperty("metric", out var metric) || row.TryGetProperty("expectedLabels", out metric)
            ? metric.EnumerateObject().Select(label => (label.Name, label.Value.GetString()!)).ToList()
            : [];
        var hasLabels = line.Labels.ToPairs().Select(pair => (pair.Key, pair.Value)).Order().SequenceEqual(names.Order());
        var values = row.TryGetProperty("values", out var given) || row.TryGetProperty("expectedValues", out given)
            || row.TryGetProperty("expected", out given)
            ? given.EnumerateArray().ToList()
            : [];
        var hasValues = values.Count == line.Values.Count
            && values.Zip(line.Values).All(pair => IsSame(pair.First, pair.Second));
        return hasLabels && hasValues ? null : $"{row}: {line.Labels} {string.Join(' ', line.Values)}";
    }

    private static bool IsSame(JsonElement expected, ScriptValue value) => expected.ValueKind switch
    {
        JsonValueKind.Number => value.Number == expected.GetDouble(),
        JsonValueKind.Object => value.Histogram is { } histogram
            && HistogramCells.Show(histogram) == HistogramCells.Show(expected.FloatHistogram()),
        _ => expected.GetString() == "omitted" && value.IsOmitted,
    };
}
