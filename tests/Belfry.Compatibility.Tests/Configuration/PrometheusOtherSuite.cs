using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration;
using Belfry.Configuration.Prometheus;

namespace Belfry.Compatibility.Tests.Configuration;

/// <summary>Files with a verdict of their own: agent mode, OTLP, scrape config files, name validation.</summary>
internal sealed class PrometheusOtherSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "config/prometheus-other-cases.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        var folder = Path.Combine(Path.GetDirectoryName(path)!, "prometheus");
        return CaseTable.Run(path, row => Check(row, Path.Combine(folder, row.GetProperty("filename").GetString()!)));
    }

    private static string? Check(JsonElement row, string file)
    {
        var phase = row.GetProperty("phase").GetString();
        var expected = row.Texts("errors_contain");
        if (phase == "target_group")
        {
            // The original says no more than that it must fail.
            var groups = new ConfigurationLoader(new ConformanceFiles()).LoadTargetGroups(file, File.ReadAllText(file));
            return groups.IsValid ? "the target group loads" : null;
        }

        var loader = new ConfigurationLoader(
            new ConformanceFiles(), new LoaderOptions { IsAgent = phase == "load_agent_mode" });
        var result = loader.LoadPrometheus(file);
        return Verdict.Difference(result, expected)
            ?? (row.Find("expect") is { } expectations && result.Value is { } config
                ? Differences(expectations, config)
                : null);
    }

    private static string? Differences(JsonElement expectations, PrometheusConfig config) => expectations
        .EnumerateObject()
        .Select(expectation => Difference(expectation.Name, expectation.Value, config))
        .FirstOrDefault(difference => difference is not null);

    private static string? Difference(string name, JsonElement expected, PrometheusConfig config) =>
        name.Split('.') switch
        {
            [['s', 'c', 'r', 'a', 'p', 'e', '_', ..] job, "metric_name_validation_scheme"] => CaseTable.Difference(
                expected.GetString(), Job(config, job).MetricNameValidationScheme.ToString().ToLowerInvariant()),
            [['s', 'c', 'r', 'a', 'p', 'e', '_', ..] job, "metric_name_escaping_scheme"] => CaseTable.Difference(
                Compact(expected.GetString()!), Compact(Job(config, job).MetricNameEscapingScheme.ToString())),
            ["remote_write"] => config.ToYaml().Contains("remote_write:", StringComparison.Ordinal)
                ? "there is a remote_write" : null,
            [.., var key] when expected.ValueKind == JsonValueKind.String => ShownIn(config, $"{key}: {expected}"),
            [.., var key] => ShownIn(config, $"{key}: {expected.GetRawText()}"),
            [] => "no name",
        };

    private static ScrapeConfig Job(PrometheusConfig config, string place) =>
        config.ScrapeConfigs[place[^2] - '0'];

    private static string Compact(string word) =>
        word.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string? ShownIn(PrometheusConfig config, string line) =>
        config.ToYaml().Contains(line, StringComparison.Ordinal) ? null : $"not shown: {line}";
}
