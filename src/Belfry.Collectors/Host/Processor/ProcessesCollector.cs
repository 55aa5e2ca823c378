using System.Globalization;
using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Processor;

/// <summary>
/// How many processes and threads there are, by state, and how many there may be (<c>/proc/[pid]/stat</c>).
/// </summary>
internal sealed class ProcessesCollector : IHostCollector
{
    // From the state to the number of threads: ppid pgrp session tty tpgid flags minflt cminflt majflt cmajflt utime
    // stime cutime cstime priority nice.
    private const int FieldsBetween = 16;

    private readonly SortedDictionary<string, double> states = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double> threadStates = new(StringComparer.Ordinal);

    public string Name => "processes";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        states.Clear();
        threadStates.Clear();
        double pids = 0;
        double threads = 0;
        foreach (var pid in files.Proc.Names(""))
        {
            if (!IsNumber(pid) || !TryRead(files, $"{pid}/stat", out var state, out var threadCount))
            {
                continue;
            }

            pids++;
            threads += threadCount;
            states[state] = states.GetValueOrDefault(state) + 1;
            AddThreads(files, pid, state, threadCount);
        }

        if (pids == 0)
        {
            return CollectOutcome.Failed;
        }

        WriteLimits(files, writer, threads);
        writer.Gauge("node_processes_pids", "Number of PIDs", pids);
        Write(writer, "node_processes_state", "Number of processes in each state.", "state", states);
        Write(writer, "node_processes_threads_state", "Number of threads in each state.", "thread_state", threadStates);
        return CollectOutcome.Collected;
    }

    // The threads of one process; most have one only, which is the process itself.
    private void AddThreads(HostFiles files, string pid, string state, double threadCount)
    {
        if (threadCount <= 1)
        {
            threadStates[state] = threadStates.GetValueOrDefault(state) + 1;
            return;
        }

        foreach (var thread in files.Proc.Names($"{pid}/task"))
        {
            if (IsNumber(thread) && TryRead(files, $"{pid}/task/{thread}/stat", out var threadState, out _))
            {
                threadStates[threadState] = threadStates.GetValueOrDefault(threadState) + 1;
            }
        }
    }

    private static bool TryRead(HostFiles files, string path, out string state, out double threads)
    {
        state = "";
        threads = 0;
        if (!files.Proc.TryRead(path, out var text))
        {
            return false;
        }

        // The name in parentheses may hold anything, parentheses and spaces too.
        var rest = text[(text.LastIndexOf((byte)')') + 1)..];
        state = files.Text(HostText.TakeField(ref rest));
        for (var field = 0; field < FieldsBetween; field++)
        {
            HostText.TakeField(ref rest);
        }

        return HostText.TryTakeNumber(ref rest, out threads) && state.Length == 1;
    }

    private static void WriteLimits(HostFiles files, IMetricFamilyWriter writer, double threads)
    {
        writer.Gauge("node_processes_threads", "Allocated threads in system", threads);
        if (HostFiles.Number(files.Proc, "sys/kernel/threads-max") is { } threadsMax)
        {
            writer.Gauge("node_processes_max_threads", "Limit of threads in the system", threadsMax);
        }

        if (HostFiles.Number(files.Proc, "sys/kernel/pid_max") is { } pidMax)
        {
            writer.Gauge("node_processes_max_processes", "Number of max PIDs limit", pidMax);
        }
    }

    private static void Write(
        IMetricFamilyWriter writer, string name, string help, string label, SortedDictionary<string, double> counts)
    {
        writer.BeginFamily(name, MetricType.Gauge, help);
        foreach (var (state, count) in counts)
        {
            writer.WriteSample("", [new(label, state)], count);
        }
    }

    private static bool IsNumber(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
