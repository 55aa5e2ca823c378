using System.Buffers;
using Belfry.Collectors.Host;
using Belfry.Encoding.Exposition;
using Belfry.Model.Metrics;
using Belfry.Testing.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Collectors.Tests.Host;

public sealed class HostMetricsTests
{
    [Fact]
    public void A_collector_that_throws_is_marked_and_the_others_go_on()
    {
        using var tree = HostTree.Recorded();
        var log = new EventCounter();
        using var metrics = new HostMetrics(
            new HostFiles(tree.Options), [new Throwing(), .. HostCollectors.All(tree.Options, new ManualClock())],
            new ManualClock(), log);

        var text = Write(metrics);
        var second = Write(metrics);

        Assert.Contains("node_scrape_collector_success{collector=\"throwing\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("node_scrape_collector_success{collector=\"stat\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("node_load1 0.52\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "belfry_host_collector_failures_total{collector=\"throwing\"} 2\n", second, StringComparison.Ordinal);
        Assert.Equal(1, log.Errors);
    }

    [Fact]
    public void A_collector_that_fails_and_recovers_is_logged_at_each_change_only()
    {
        using var tree = HostTree.Recorded();
        var log = new EventCounter();
        using var metrics = new HostMetrics(
            new HostFiles(tree.Options),
            HostCollectors.All(tree.Options, new ManualClock()).Where(collector => collector.Name == "loadavg"),
            new ManualClock(), log);

        Write(metrics);
        tree.Write("proc/loadavg", "nonsense\n");
        Write(metrics);
        Write(metrics);
        tree.Write("proc/loadavg", "1 2 3\n");
        Write(metrics);

        Assert.Equal((1, 1), (log.Warnings, log.Informations));
    }

    [Fact]
    public void A_disabled_collector_does_not_run()
    {
        using var tree = HostTree.Recorded();
        using var metrics = HostMetrics.Create(
            tree.Options with { Disabled = ["loadavg"] }, new ManualClock(), NullLogger<HostMetrics>.Instance);

        Assert.DoesNotContain("loadavg", Write(metrics), StringComparison.Ordinal);
    }

    [Fact]
    public void The_machine_that_runs_the_tests_has_memory_and_processors()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the figures are Linux's");
        using var metrics = HostMetrics.Create(
            new HostMetricsOptions(), TimeProvider.System, NullLogger<HostMetrics>.Instance);

        var text = Write(metrics);

        Assert.Contains("\nnode_memory_MemTotal_bytes ", text, StringComparison.Ordinal);
        Assert.Contains("\nnode_cpu_seconds_total{cpu=\"0\",mode=\"idle\"} ", text, StringComparison.Ordinal);
    }

    internal static string Write(HostMetrics metrics)
    {
        var buffer = new ArrayBufferWriter<byte>();
        metrics.WriteMetrics(new TextExpositionWriter(buffer));
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private sealed class Throwing : IHostCollector
    {
        public string Name => "throwing";

        public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer) =>
            throw new InvalidOperationException("a bug");
    }

    private sealed class EventCounter : ILogger
    {
        internal int Errors { get; private set; }

        internal int Warnings { get; private set; }

        internal int Informations { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            Errors += logLevel == LogLevel.Error ? 1 : 0;
            Warnings += logLevel == LogLevel.Warning ? 1 : 0;
            Informations += logLevel == LogLevel.Information ? 1 : 0;
        }
    }
}
