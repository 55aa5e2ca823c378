using System.Globalization;
using System.Text;
using System.Text.Json;
using Belfry.Compatibility.Tests.Interfaces.Hosting;
using Belfry.Compatibility.Tests.PromQL;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces.Endpoints;

/// <summary>
/// Rows that ask what targets declare: each of the row's targets is scraped, and declares it. What it declares twice,
/// which no real target can, a second one of the same job declares.
/// </summary>
internal static class MetadataRows
{
    internal static string? Check(JsonElement row)
    {
        var declared = row.Find("metadata") is { } cells
            ? cells.EnumerateArray().SelectMany(MetadataTarget.Of).ToList()
            : [];
        var host = new ApiHost(EngineTable.Load("load 1m\n  up 1"), new HostSettings
        {
            Expositions = declared.ToDictionary(
                target => target.Address, target => Exposition(target.Families)),
        });
        try
        {
            host.Apply(Yaml(declared));
            host.WaitForTargets();
            var answer = EndpointsSuite.Ask(host, row);
            return answer.Status != 200 ? answer.Body : Difference(row, answer.Data);
        }
        finally
        {
            host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static string? Difference(JsonElement row, JsonElement data)
    {
        if (row.Find("responseLen") is { } length)
        {
            var total = row.Find("responseMetadataTotal")?.GetInt32();
            var found = data.EnumerateObject().Sum(metric => metric.Value.GetArrayLength());
            return CaseTable.Difference(
                $"{length.GetInt32()} {total}",
                $"{data.EnumerateObject().Count()} {(total is null ? null : found)}");
        }

        return row.FindText("responseAsJSON") is { } json
            ? CaseTable.Difference(JsonText.Of(json), JsonText.Of(data))
            : CaseTable.Difference(
                Lines(row.GetProperty("response"), "Target", "MetricFamily", "Type", "Help", "Unit"),
                Lines(data, "target", "metric", "type", "help", "unit"));
    }

    private static string Lines(JsonElement list, string target, params string[] fields) => string.Join('\n', list
        .EnumerateArray()
        .Select(entry => string.Join(
            ' ', fields.Select(field => entry.FindText(field)).Prepend(entry.GetProperty(target).FindText("job"))))
        .Order(StringComparer.Ordinal));

    private static string Exposition(IEnumerable<JsonElement> families)
    {
        var text = new StringBuilder();
        foreach (var family in families)
        {
            var name = family.FindText("MetricFamily");
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {family.FindText("Help")}\n")
                .Append(CultureInfo.InvariantCulture, $"# TYPE {name} {family.FindText("Type")}\n")
                .Append(CultureInfo.InvariantCulture, $"{name} 1\n");
        }

        return text.ToString();
    }

    private static string Yaml(IEnumerable<MetadataTarget> targets) => "scrape_configs:\n" + string.Concat(targets
        .GroupBy(target => target.Job, StringComparer.Ordinal)
        .Select(job => $"""
            - job_name: {job.Key}
              scrape_interval: 20ms
              scrape_timeout: 20ms
              static_configs:
              - targets: [{string.Join(", ", job.Select(target => $"'{target.Address}'"))}]

            """));
}
