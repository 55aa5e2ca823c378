using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Processor;

/// <summary>How long processors ran and tasks waited for them (<c>/proc/schedstat</c>).</summary>
internal sealed class SchedulerCollector : IHostCollector
{
    private const double NanosecondsPerSecond = 1e9;

    // The fields before are about yields and wake-ups.
    private const int SkippedFields = 6;

    private readonly HostTable table = new(
        HostColumn.Counter("node_schedstat_running_seconds_total", "Number of seconds CPU spent running a process."),
        HostColumn.Counter(
            "node_schedstat_waiting_seconds_total", "Number of seconds spent by processing waiting for this CPU."),
        HostColumn.Counter("node_schedstat_timeslices_total", "Number of timeslices executed by CPU."));

    public string Name => "schedstat";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        if (!files.Proc.TryRead("schedstat", out var text))
        {
            return CollectOutcome.NothingThere;
        }

        table.Clear();
        while (HostText.TryTakeLine(ref text, out var line))
        {
            var cpu = HostText.TakeField(ref line);
            if (!cpu.StartsWith("cpu"u8))
            {
                continue;
            }

            for (var field = 0; field < SkippedFields; field++)
            {
                HostText.TakeField(ref line);
            }

            if (HostText.TryTakeNumber(ref line, out var running) && HostText.TryTakeNumber(ref line, out var waiting)
                && HostText.TryTakeNumber(ref line, out var slices))
            {
                var row = table.AddRowFor("cpu", files.Text(cpu[3..]));
                row[0] = running / NanosecondsPerSecond;
                row[1] = waiting / NanosecondsPerSecond;
                row[2] = slices;
            }
        }

        table.WriteTo(writer);
        return table.RowCount > 0 ? CollectOutcome.Collected : CollectOutcome.Failed;
    }
}
