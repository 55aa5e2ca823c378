using Belfry.EndToEnd.Tests.Processes;
using Belfry.EndToEnd.Tests.PrometheusData;
using Belfry.Testing.PromQL;
using Xunit;

namespace Belfry.EndToEnd.Tests.Differential;

/// <summary>The real Prometheus and Belfry with the same samples, which both got by the same remote writes.</summary>
internal sealed class TwoServers : IDisposable
{
    private const long SliceMs = 600_000;

    private static readonly HttpClient Http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 8 });

    private readonly TemporaryFile configuration = new("prometheus.yml", "");
    private readonly bool isVersion3 = PrometheusServer.IsVersion3();
    private readonly BelfryServer belfry;
    private PrometheusServer? prometheus;

    private TwoServers() => belfry = new BelfryServer(
        $"--config.file={configuration.Path}",
        "--storage.tsdb.retention.time=100y",
        "--enable-feature=promql-experimental-functions,promql-per-step-stats");

    internal static async Task<TwoServers> StartAsync(IReadOnlyList<MaterialSeries> material)
    {
        var servers = new TwoServers();
        await servers.belfry.StartAsync();
        servers.prometheus = await PrometheusServer.StartAsync(
            servers.configuration.Path, Path.Combine(servers.configuration.Folder, "data"), servers.isVersion3);
        for (var from = QueryMaterial.StartMs; from < QueryMaterial.EndMs; from += SliceMs)
        {
            var body = RemoteSeries.Body(material.Select(series => Slice(series, from)));
            await WriteAsync(servers.prometheus.Url, body);
            await WriteAsync(servers.belfry.Url, body);
        }

        return servers;
    }

    /// <summary>What Prometheus and Belfry answer.</summary>
    internal async Task<(Answer There, Answer Here)> AskAsync(string query, QueryTimes times)
    {
        var there = AskPrometheusAsync(query, times);
        var here = AskAsync(belfry.Url, query, times);
        return (await there, await here);
    }

    /// <summary>What Prometheus answers.</summary>
    internal Task<Answer> AskPrometheusAsync(string query, QueryTimes times) =>
        AskAsync(prometheus!.Url, Named(query), times);

    /// <summary>What Prometheus and Belfry say of the samples that a query took; null for an error.</summary>
    internal async Task<(SampleCounts? There, SampleCounts? Here)> CountAsync(string query, QueryTimes times)
    {
        var there = PostAsync(prometheus!.Url, Named(query), times, "all");
        var here = PostAsync(belfry.Url, query, times, "all");
        return (SampleCounts.Parse(await there), SampleCounts.Parse(await here));
    }

    public void Dispose()
    {
        prometheus?.Dispose();
        belfry.Dispose();
        configuration.Dispose();
    }

    private string Named(string query) => isVersion3
        ? query : query.Replace("double_exponential_smoothing(", "holt_winters(", StringComparison.Ordinal);

    private static async Task<Answer> AskAsync(string url, string query, QueryTimes times) =>
        Answer.Parse(await PostAsync(url, query, times, ""));

    private static async Task<string> PostAsync(string url, string query, QueryTimes times, string stats)
    {
        using var form = new FormUrlEncodedContent(times.Form(query).Append(new("stats", stats)));
        using var response = await Http.PostAsync(url + times.Path, form, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static RemoteSeries Slice(MaterialSeries series, long from)
    {
        var slice = new RemoteSeries([.. series.Pairs]);
        foreach (var sample in series.Samples.Where(one => one.TimeMs >= from && one.TimeMs < from + SliceMs))
        {
            slice.Add(sample.TimeMs, sample.Value);
        }

        return slice;
    }

    private static async Task WriteAsync(string url, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/x-protobuf");
        content.Headers.ContentEncoding.Add("snappy");
        using var response = await Http.PostAsync(
            $"{url}/api/v1/write", content, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{url}: {response.StatusCode}: {text}");
    }
}
