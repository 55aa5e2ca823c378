using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Belfry.EndToEnd.Tests.Processes;
using Xunit;

namespace Belfry.EndToEnd.Tests.PrometheusData;

/// <summary>The real Prometheus on a data folder; it is killed when the test ends.</summary>
internal sealed class PrometheusServer : IDisposable
{
    private static readonly HttpClient Http = new();

    private readonly RunningProcess process;

    private PrometheusServer(RunningProcess process, string url)
    {
        this.process = process;
        Url = url;
    }

    internal string Url { get; }

    internal static async Task<PrometheusServer> StartAsync(string configuration, string data, bool isVersion3)
    {
        var port = RunningProcess.FreePort();
        string[] ofVersion = isVersion3
            ? ["--storage.tsdb.wal-compression-type=zstd", "--enable-feature=promql-experimental-functions"]
            : [];
        var process = RunningProcess.Start(Peer.Prometheus,
        [
            $"--config.file={configuration}",
            $"--storage.tsdb.path={data}",
            "--web.enable-remote-write-receiver",
            "--web.enable-admin-api",
            "--enable-feature=native-histograms,exemplar-storage,promql-per-step-stats",
            .. ofVersion,
            string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"),
        ]);
        var server = new PrometheusServer(
            process, string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        await Eventually.TrueAsync(server.IsReadyAsync, () => $"not ready:\n{process.Output}");
        return server;
    }

    internal static bool IsVersion3()
    {
        using var process = Process.Start(new ProcessStartInfo(Peer.Prometheus, "--version")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return output.Contains("version 3.", StringComparison.Ordinal);
    }

    internal async Task WriteAsync(params IEnumerable<RemoteSeries> series)
    {
        using var content = new ByteArrayContent(RemoteSeries.Body(series));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        content.Headers.ContentEncoding.Add("snappy");
        using var response = await Http.PostAsync(
            $"{Url}/api/v1/write", content, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {text}\n{process.Output}");
    }

    internal async Task PostAsync(string path)
    {
        using var response = await Http.PostAsync(Url + path, null, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
    }

    /// <summary>The raw samples that an instant query of ranges gives, one line each, sorted.</summary>
    internal async Task<SortedSet<string>> SamplesAsync(string selector, long timeSeconds)
    {
        using var response = await Http.GetAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Url}/api/v1/query?query={Uri.EscapeDataString(selector)}&time={timeSeconds}"),
            TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        using var document = JsonDocument.Parse(text);
        var samples = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var series in document.RootElement.GetProperty("data").GetProperty("result").EnumerateArray())
        {
            var labels = string.Join(',', series.GetProperty("metric").EnumerateObject()
                .Select(label => $"{label.Name}={label.Value.GetString()}")
                .Order(StringComparer.Ordinal));
            foreach (var point in Points(series, "values"))
            {
                samples.Add(SampleText.Of(labels, TimeMs(point), Number(point[1])));
            }

            foreach (var point in Points(series, "histograms"))
            {
                samples.Add(SampleText.Of(
                    labels,
                    TimeMs(point),
                    Number(point[1].GetProperty("count")),
                    Number(point[1].GetProperty("sum")),
                    Points(point[1], "buckets").Select(bucket => Number(bucket[3]))));
            }
        }

        return samples;
    }

    internal void Kill() => process.Kill();

    public void Dispose() => process.Dispose();

    private async Task<bool> IsReadyAsync()
    {
        Assert.False(process.HasExited, process.Output);
        try
        {
            using var response = await Http.GetAsync($"{Url}/-/ready", TestContext.Current.CancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static IEnumerable<JsonElement> Points(JsonElement series, string name) =>
        series.TryGetProperty(name, out var points) ? points.EnumerateArray() : Enumerable.Empty<JsonElement>();

    private static long TimeMs(JsonElement point) => (long)Math.Round(point[0].GetDouble() * 1000);

    private static double Number(JsonElement text) => text.GetString() switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        var number => double.Parse(number!, CultureInfo.InvariantCulture),
    };
}
