using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Exposition;

/// <summary>
/// Texts of the OpenMetrics project that must or must not parse, one folder each. Prometheus looks at each line by
/// itself and takes what only relations between lines forbid; so do we. Which texts those are was asked of Prometheus
/// itself: see <see cref="TakenOpenMetrics"/>.
/// </summary>
internal sealed class OpenMetricsFoldersSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "openmetrics/parsers";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.RunRows(
        Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal), Check, folder => Path.GetFileName(folder));

    private static string? Check(string folder)
    {
        using var test = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "test.json")));
        var text = File.ReadAllBytes(Path.Combine(folder, test.RootElement.GetProperty("file").GetString()!));
        var (_, error) = ExpositionText.OpenMetrics(text);
        var shouldParse = test.RootElement.GetProperty("shouldParse").GetBoolean()
            || TakenOpenMetrics.Names.Contains(Path.GetFileName(folder));
        return shouldParse == error is null ? null : error ?? "parsed";
    }
}
