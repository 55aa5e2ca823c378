using System.Diagnostics;
using Belfry.Model.Metrics;

namespace Belfry.Server.Telemetry;

/// <summary>
/// The process's own figures under the names that all Prometheus client libraries use, and those of .NET.
/// </summary>
internal sealed class ProcessMetrics : IMetricSource
{
    private static readonly string[] Generations = ["0", "1", "2"];

    /// <inheritdoc/>
    public void WriteMetrics(IMetricFamilyWriter writer)
    {
        using var process = Process.GetCurrentProcess();
        Counter(
            writer,
            "process_cpu_seconds_total",
            "Total user and system CPU time spent in seconds.",
            process.TotalProcessorTime.TotalSeconds);
        Gauge(writer, "process_resident_memory_bytes", "Resident memory size in bytes.", process.WorkingSet64);
        Gauge(writer, "process_virtual_memory_bytes", "Virtual memory size in bytes.", process.VirtualMemorySize64);
        Gauge(
            writer,
            "process_start_time_seconds",
            "Start time of the process since unix epoch in seconds.",
            new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0);
        Gauge(writer, "process_open_fds", "Number of open file descriptors.", process.HandleCount);
        Gauge(writer, "process_threads", "Number of threads.", process.Threads.Count);
        WriteRuntime(writer);
    }

    private static void WriteRuntime(IMetricFamilyWriter writer)
    {
        writer.BeginFamily("dotnet_collections_total", MetricType.Counter, "Garbage collections by generation.");
        for (var generation = 0; generation < Generations.Length; generation++)
        {
            writer.WriteSample("", [new("generation", Generations[generation])], GC.CollectionCount(generation));
        }

        Counter(
            writer,
            "dotnet_gc_pause_seconds_total",
            "Time spent with all threads paused for garbage collection.",
            GC.GetTotalPauseDuration().TotalSeconds);
        Counter(
            writer,
            "dotnet_allocated_bytes_total",
            "Bytes allocated on the managed heap.",
            GC.GetTotalAllocatedBytes());
        Gauge(writer, "dotnet_heap_bytes", "Bytes on the managed heap.", GC.GetTotalMemory(forceFullCollection: false));
        Gauge(writer, "dotnet_threadpool_threads", "Threads of the pool.", ThreadPool.ThreadCount);
        Gauge(writer, "dotnet_threadpool_queue_length", "Work items waiting.", ThreadPool.PendingWorkItemCount);
    }

    private static void Counter(IMetricFamilyWriter writer, string name, string help, double value)
    {
        writer.BeginFamily(name, MetricType.Counter, help);
        writer.WriteSample("", [], value);
    }

    private static void Gauge(IMetricFamilyWriter writer, string name, string help, double value)
    {
        writer.BeginFamily(name, MetricType.Gauge, help);
        writer.WriteSample("", [], value);
    }
}
