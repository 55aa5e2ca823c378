using System.Globalization;
using System.Text.Json;
using Belfry.EndToEnd.Tests.Commands;
using Belfry.EndToEnd.Tests.Processes;
using Belfry.EndToEnd.Tests.PrometheusData;
using Belfry.Model.Histograms;
using Xunit;

namespace Belfry.EndToEnd.Tests.Histograms;

/// <summary>Native histograms, exemplars and the protobuf format as real programs send and expose them.</summary>
public sealed class RealClientTests
{
    private static readonly IntegerHistogram Whole = new()
    {
        Schema = 1,
        ZeroThreshold = 0.001,
        ZeroCount = 1,
        Count = 6,
        Sum = 18.5,
        PositiveSpans = [new BucketSpan(1, 2)],
        PositiveDeltas = [2, 1],
    };

    private static readonly FloatHistogram Fraction = new()
    {
        Schema = 0,
        Count = 2.5,
        Sum = 3,
        PositiveSpans = [new BucketSpan(0, 1)],
        PositiveBuckets = [2.5],
    };

    [Fact]
    public async Task Prometheus_forwards_histograms_and_exemplars_by_remote_write()
    {
        using var belfry = new BelfryServer("--enable-feature=exemplar-storage");
        await belfry.StartAsync();
        using var configuration = new TemporaryFile("prometheus.yml", $$"""
            remote_write:
              - url: {{belfry.Url}}/api/v1/write
                send_exemplars: true
                send_native_histograms: true
            """);
        using var prometheus = await PrometheusServer.StartAsync(
            configuration.Path, Path.Combine(configuration.Folder, "data"), PrometheusServer.IsVersion3());
        var nowMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        await prometheus.WriteAsync(
            new RemoteSeries(("__name__", "e2e_whole")).Add(nowMs, Whole),
            new RemoteSeries(("__name__", "e2e_fraction")).Add(nowMs, Fraction),
            new RemoteSeries(("__name__", "e2e_float")).Add(nowMs, 4.5));
        await prometheus.WriteAsync(new RemoteSeries(("__name__", "e2e_float")).Add(nowMs + 1, 5.5)
            .AddExemplar(nowMs + 1, 0.25, "trace_id", "abc"));

        JsonElement exemplars = default;
        await Eventually.TrueAsync(
            async () => (exemplars = await belfry.ApiAsync("query_exemplars?query=e2e_float")).GetArrayLength() > 0
                && (await belfry.ApiAsync("series?match[]=%7B__name__%3D~%22e2e_.%2B%22%7D")).GetArrayLength() >= 3,
            () => $"nothing came:\n{belfry.Output}");
        Assert.Equal("e2e_float", exemplars[0].GetProperty("seriesLabels").GetProperty("__name__").GetString());
        var exemplar = exemplars[0].GetProperty("exemplars")[0];
        Assert.Equal("abc", exemplar.GetProperty("labels").GetProperty("trace_id").GetString());
        Assert.Equal("0.25", exemplar.GetProperty("value").GetString());

        Assert.Equal(0, await belfry.StopAsync());
        var dumped = (await Verb.RunAsync("tsdb", "dump", belfry.DataFolder)).Ended(0).Output;
        var time = nowMs.ToString(CultureInfo.InvariantCulture);
        Assert.Contains($"{{__name__=\"e2e_whole\"}} {Whole} {time}\n", dumped, StringComparison.Ordinal);
        Assert.Contains($"{{__name__=\"e2e_fraction\"}} {Fraction} {time}\n", dumped, StringComparison.Ordinal);
        Assert.Contains($"{{__name__=\"e2e_float\"}} 4.5 {time}\n", dumped, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Protobuf_of_a_real_program_says_what_its_text_says()
    {
        using var own = new TemporaryFile("prometheus.yml", "scrape_configs: []");
        using var prometheus = await PrometheusServer.StartAsync(
            own.Path, Path.Combine(own.Folder, "data"), PrometheusServer.IsVersion3());
        var address = new Uri(prometheus.Url).Authority;
        using var configuration = new TemporaryFile("belfry.yml", $$"""
            global: {scrape_interval: 1s, scrape_timeout: 1s}
            scrape_configs:
              - {job_name: proto, scrape_protocols: [PrometheusProto], static_configs: [{targets: ["{{address}}"]}]}
              - {job_name: text, scrape_protocols: [PrometheusText0.0.4], static_configs: [{targets: ["{{address}}"]}]}
            """);
        using var belfry = new BelfryServer($"--config.file={configuration.Path}");
        await belfry.StartAsync();

        await Eventually.TrueAsync(
            async () => (await belfry.QueryAsync("up == 1")).Length == 2, () => $"not up:\n{belfry.Output}");
        var proto = await SeriesAsync(belfry, "proto");
        var text = await SeriesAsync(belfry, "text");

        Assert.True(proto.Count > 100, $"{proto.Count} series");
        Assert.Equal(text, proto);
        var metadata = await belfry.ApiAsync("metadata?metric=prometheus_build_info");
        Assert.Equal(
            "gauge", metadata.GetProperty("prometheus_build_info")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Exemplars_of_a_Python_program_are_stored()
    {
        var port = Port();
        using var service = RunningProcess.Start(Peer.Python, Client("service.py"), port);
        await service.SawAsync("listening");

        await AssertExemplarAsync(port, "project_ai_requests_total", "3d4f");
    }

    [Fact]
    public async Task Exemplars_of_a_Node_program_are_stored()
    {
        var port = Port();
        using var service = RunningProcess.Start(Peer.Node, Client("service.js"), "openmetrics", port);
        await service.SawAsync("listening");
        using var http = new HttpClient();
        await http.GetStringAsync(
            new Uri($"http://127.0.0.1:{port}/work"), TestContext.Current.CancellationToken);

        await AssertExemplarAsync(port, "http_requests_total", "n0de");
    }

    private static async Task AssertExemplarAsync(string port, string metric, string traceId)
    {
        using var configuration = new TemporaryFile("belfry.yml", $$"""
            global: {scrape_interval: 1s, scrape_timeout: 1s}
            scrape_configs: [{job_name: client, static_configs: [{targets: ["127.0.0.1:{{port}}"]}]}]
            """);
        using var belfry = new BelfryServer(
            $"--config.file={configuration.Path}", "--enable-feature=exemplar-storage");
        await belfry.StartAsync();
        JsonElement exemplars = default;
        await Eventually.TrueAsync(
            async () => (exemplars = await belfry.ApiAsync($"query_exemplars?query={metric}")).GetArrayLength() > 0,
            () => $"no exemplars:\n{belfry.Output}");

        Assert.Equal("client", exemplars[0].GetProperty("seriesLabels").GetProperty("job").GetString());
        Assert.Equal(
            traceId,
            exemplars[0].GetProperty("exemplars")[0].GetProperty("labels").GetProperty("trace_id").GetString());
    }

    private static string Port() => RunningProcess.FreePort().ToString(CultureInfo.InvariantCulture);

    private static string Client(string file) => Path.Combine(Repository.Root, "tests", "clients", file);

    // Families that do not change between two scrapes of a server that nobody uses.
    private static async Task<List<string>> SeriesAsync(BelfryServer belfry, string job)
    {
        var selector = $$"""{job="{{job}}",__name__=~"go_.*|process_.*|prometheus_(tsdb|build|sd|engine|rule)_.*"}""";
        var series = await belfry.ApiAsync($"series?match[]={Uri.EscapeDataString(selector)}");
        return [.. series.EnumerateArray()
            .Select(one => string.Join(',', one.EnumerateObject().Where(label => label.Name != "job")
                .Select(label => $"{label.Name}={label.Value.GetString()}")))
            .Order(StringComparer.Ordinal)];
    }
}
