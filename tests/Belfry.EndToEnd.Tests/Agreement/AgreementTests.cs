using System.Globalization;
using System.Text.Json;
using Belfry.EndToEnd.Tests.Processes;
using Xunit;

namespace Belfry.EndToEnd.Tests.Agreement;

/// <summary>
/// Debian's node exporter is scraped for a minute by Belfry and by Debian's Prometheus, and both are asked the same.
/// Moving figures come through <see cref="TimestampingRelay"/>, so both hold the same samples; figures that do not move
/// are compared on the exporter itself.
/// </summary>
public sealed class AgreementTests
{
    private const double Tolerance = 1e-9;
    private const int ScrapeSeconds = 60;
    private static readonly HttpClient Http = new();

    private static readonly string[] Queries =
    [
        "count by (job) ({job=~'direct|relay'}) > bool 0",
        "node_uname_info{job='direct'}",
        "node_memory_MemTotal_bytes{job='direct'}",
        "sum by (fstype) (node_filesystem_size_bytes{job='direct'})",
        "count(node_cpu_seconds_total{job='direct',mode='idle'})",
        "node_load1{job='relay'}",
        "sum by (mode) (rate(node_cpu_seconds_total{job='relay'}[30s]))",
        "1 - avg(rate(node_cpu_seconds_total{job='relay',mode='idle'}[30s]))",
        "sum(irate(node_cpu_seconds_total{job='relay',mode!='idle'}[30s])) by (cpu)",
        "increase(node_context_switches_total{job='relay'}[30s])",
        "delta(node_memory_MemAvailable_bytes{job='relay'}[30s])",
        "avg_over_time(node_memory_MemFree_bytes{job='relay'}[30s]) / on (instance) node_memory_MemTotal_bytes{job='relay'}",
        "max_over_time(node_procs_running{job='relay'}[30s]) + min_over_time(node_procs_running{job='relay'}[30s])",
        "topk(3, node_filesystem_size_bytes{job='relay'})",
        "quantile(0.5, rate(node_network_receive_bytes_total{job='relay'}[30s]))",
        "histogram_quantile(0.9, rate(promhttp_metric_handler_requests_total{job='relay'}[30s]))",
        "predict_linear(node_memory_MemFree_bytes{job='relay'}[30s], 600)",
        "node_filesystem_avail_bytes{job='relay'} / node_filesystem_size_bytes{job='relay'} < 1",
        "label_replace(node_network_up{job='relay'}, 'nic', '$1', 'device', '(.*)') * on (nic, instance) group_left () "
            + "label_replace(node_network_up{job='relay'}, 'nic', '$1', 'device', '(.*)')",
        "node_time_seconds{job='relay'} - node_boot_time_seconds{job='relay'} unless node_load1{job='relay'}",
        "absent(node_no_such_metric{job='relay'}) or vector(time())",
        "rate(node_cpu_seconds_total{job='relay',mode='system'}[20s] offset 15s)",
        "changes(node_time_seconds{job='relay'}[30s]) - resets(node_time_seconds{job='relay'}[30s])",
        "stddev_over_time(node_load1{job='relay'}[30s])",
    ];

    [Fact]
    public async Task Both_servers_give_the_same_answers()
    {
        var exporterPort = RunningProcess.FreePort();
        using var exporter = RunningProcess.Start(
            Peer.NodeExporter, string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{exporterPort}"));
        using var relay = new TimestampingRelay(
            string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{exporterPort}/metrics"));
        await Eventually.TrueAsync(() => Task.FromResult(relay.HasBody), () => $"no exporter:\n{exporter.Output}");
        using var configuration = new TemporaryFile("prometheus.yml", string.Create(CultureInfo.InvariantCulture, $"""
            global: {"{"}scrape_interval: 1s{"}"}
            scrape_configs:
              - job_name: direct
                static_configs:
                  - targets: ['127.0.0.1:{exporterPort}']
              - job_name: relay
                static_configs:
                  - targets: ['127.0.0.1:{relay.Port}']
            """));
        using var data = new TemporaryFile("empty", "");
        var peerPort = RunningProcess.FreePort();
        using var prometheus = RunningProcess.Start(
            Peer.Prometheus,
            $"--config.file={configuration.Path}",
            $"--storage.tsdb.path={data.Folder}/prometheus",
            string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{peerPort}"));
        using var server = new BelfryServer($"--config.file={configuration.Path}");
        await server.StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(ScrapeSeconds + 10), TestContext.Current.CancellationToken);
        var end = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 4;

        var peerUrl = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{peerPort}");
        var disagreements = new List<string>();
        var compared = 0;
        foreach (var query in Queries)
        {
            var path = string.Create(
                CultureInfo.InvariantCulture,
                $"/api/v1/query_range?query={Uri.EscapeDataString(query)}&start={end - 25}&end={end}&step=1");
            var (expected, actual) = (await AnswerAsync(peerUrl + path), await AnswerAsync(server.Url + path));
            compared += Compare(query, expected, actual, disagreements);
        }

        Console.WriteLine($"{Queries.Length} queries, {compared} points compared, {disagreements.Count} disagreements");
        Assert.True(disagreements.Count == 0, string.Join('\n', disagreements));
        Assert.True(compared > 500, $"only {compared} points were compared");
    }

    private static int Compare(
        string query,
        Dictionary<string, Dictionary<double, double>> expected,
        Dictionary<string, Dictionary<double, double>> actual,
        List<string> disagreements)
    {
        var compared = 0;
        foreach (var metric in expected.Keys.Union(actual.Keys, StringComparer.Ordinal))
        {
            var points = expected.GetValueOrDefault(metric, []);
            var ours = actual.GetValueOrDefault(metric, []);
            if (points.Count != ours.Count)
            {
                disagreements.Add($"{query}: {metric}: {points.Count} points there and {ours.Count} here");
            }

            foreach (var (time, value) in points.Where(point => ours.ContainsKey(point.Key)))
            {
                compared++;
                if (!Agree(value, ours[time]))
                {
                    disagreements.Add($"{query}: {metric} at {time}: {value} there and {ours[time]} here");
                }
            }
        }

        return compared;
    }

    private static bool Agree(double left, double right) =>
        left.Equals(right) || Math.Abs(left - right) <= Tolerance * Math.Max(Math.Abs(left), Math.Abs(right));

    private static async Task<Dictionary<string, Dictionary<double, double>>> AnswerAsync(string url)
    {
        using var response = await Http.GetAsync(url, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{Uri.UnescapeDataString(url)}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().ToDictionary(
            series => string.Join(',', series.GetProperty("metric").EnumerateObject()
                .Select(label => $"{label.Name}={label.Value.GetString()}")
                .Order(StringComparer.Ordinal)),
            series => series.GetProperty("values").EnumerateArray().ToDictionary(
                point => point[0].GetDouble(),
                point => Number(point[1].GetString()!)));
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
