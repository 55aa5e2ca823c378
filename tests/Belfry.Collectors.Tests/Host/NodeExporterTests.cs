using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Belfry.Collectors.Host;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Collectors.Tests.Host;

/// <summary>The machine's figures beside those of the real node exporter on the same machine, where it is
/// installed.</summary>
public sealed class NodeExporterTests
{
    private const string Program = "/usr/bin/prometheus-node-exporter";

    // What the real one has by default and we do not, by the start of the name.
    private static readonly string[] Lacking = ["node_exporter_build_info"];

    // Made of what happens at the very moment, or of the collectors there are.
    private static readonly string[] Momentary =
        ["node_scrape_collector_", "node_udp_queues", "node_arp_entries", "node_processes_"];

    [Fact]
    public async Task Every_series_of_node_exporter_is_here_with_its_labels_type_and_value()
    {
        Assert.SkipUnless(File.Exists(Program), $"{Program} is not installed");
        var options = new HostMetricsOptions();
        using var metrics = HostMetrics.Create(options, TimeProvider.System, NullLogger<HostMetrics>.Instance);

        HostMetricsTests.Write(metrics);
        var before = Series.Parse(HostMetricsTests.Write(metrics));
        var real = Series.Parse(await ScrapeRealAsync(options, TestContext.Current.CancellationToken));
        var after = Series.Parse(HostMetricsTests.Write(metrics));

        var wanted = real.Samples.Where(sample => sample.Key.StartsWith("node_", StringComparison.Ordinal)
            && !Lacking.Concat(Momentary).Any(start => sample.Key.StartsWith(start, StringComparison.Ordinal))).ToArray();
        Assert.True(wanted.Length > 200, "the real exporter said too little to compare");
        Assert.Empty(wanted.Select(sample => sample.Key).Except(after.Samples.Keys));
        Assert.Empty(wanted
            .Where(sample => real.TypeOf(sample.Key) != after.TypeOf(sample.Key))
            .Select(sample => sample.Key));
        Assert.Empty(wanted
            .Where(sample => real.TypeOf(sample.Key) == "counter"
                && (sample.Value < before.Samples.GetValueOrDefault(sample.Key) - 1e-6
                    || sample.Value > after.Samples[sample.Key] + 1e-6))
            .Select(sample => $"{sample.Key} {before.Samples[sample.Key]} {sample.Value} {after.Samples[sample.Key]}"));
    }

    private static async Task<string> ScrapeRealAsync(HostMetricsOptions options, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(Program)
        {
            // Debian changes some defaults; the flags bring the original's back.
            ArgumentList =
            {
                $"--web.listen-address=127.0.0.1:{port}",
                $"--collector.filesystem.mount-points-exclude={options.MountPointsExclude}",
                $"--collector.filesystem.fs-types-exclude={options.FileSystemTypesExclude}",
                $"--collector.diskstats.device-exclude={options.DisksExclude}",
                "--collector.netdev.device-exclude=^$",
                "--collector.processes",
            },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            while (true)
            {
                try
                {
                    return await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken);
                }
                catch (HttpRequestException) when (!process.HasExited)
                {
                    await Task.Delay(50, cancellationToken);
                }
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
