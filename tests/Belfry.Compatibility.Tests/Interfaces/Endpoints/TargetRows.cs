using System.Text.Json;
using Belfry.Compatibility.Tests.Interfaces.Hosting;
using Belfry.Compatibility.Tests.PromQL;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces.Endpoints;

/// <summary>
/// Rows that ask for targets. The table's targets are made by hand; compared is what jobs like them show: which
/// targets there are, where they are, and how often they are scraped.
/// </summary>
internal static class TargetRows
{
    private const string Yaml = """
        scrape_configs:
        - job_name: test
          scrape_interval: 15s
          scrape_timeout: 5s
          static_configs:
          - targets: ['example.com:8080']
        - job_name: blackbox
          scrape_interval: 20s
          scrape_timeout: 10s
          metrics_path: /probe
          params:
            target: [example.com]
          static_configs:
          - targets: ['localhost:9115', 'dropped.example.com:9115']
          relabel_configs:
          - source_labels: [__address__]
            regex: dropped.*
            action: drop
        """;

    internal static string? Check(JsonElement row)
    {
        var host = new ApiHost(EngineTable.Load("load 1m\n  up 1"), new HostSettings());
        try
        {
            host.Apply(Yaml);
            return CaseTable.Difference(
                Expected(row.GetProperty("response")), Actual(EndpointsSuite.Ask(host, row).Data));
        }
        finally
        {
            host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static string Expected(JsonElement cell) => string.Join('\n', [
        .. cell.GetProperty("ActiveTargets").EnumerateArray().Select(target => string.Join(
            ' ',
            target.GetProperty("Labels").FindText("job"),
            target.FindText("ScrapePool"),
            target.FindText("ScrapeURL"),
            target.FindText("GlobalURL"),
            target.FindText("ScrapeInterval"),
            target.FindText("ScrapeTimeout"))),
        .. cell.GetProperty("DroppedTargets").EnumerateArray().Select(
            target => "dropped " + target.FindText("ScrapePool")),
        "counts " + (cell.Find("DroppedTargetCounts") is { } counts ? Counts(counts) : "null"),
    ]);

    private static string Actual(JsonElement data) => string.Join('\n', [
        .. data.GetProperty("activeTargets").EnumerateArray().Select(target => string.Join(
            ' ',
            target.GetProperty("labels").FindText("job"),
            target.FindText("scrapePool"),
            target.FindText("scrapeUrl"),
            target.FindText("globalUrl"),
            target.FindText("scrapeInterval"),
            target.FindText("scrapeTimeout"))),
        .. data.GetProperty("droppedTargets").EnumerateArray().Select(
            target => "dropped " + target.FindText("scrapePool")),
        "counts " + (data.Find("droppedTargetCounts") is { } counts ? Counts(counts) : "null"),
    ]);

    // Jobs that drop nothing are in the answer of a real scraper and not in the table.
    private static string Counts(JsonElement counts) => string.Join(' ', counts.EnumerateObject()
        .Where(count => count.Value.GetInt32() > 0).Select(count => $"{count.Name}={count.Value}"));
}
