using System.Globalization;
using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Network;

/// <summary>Packets that processors took from the network cards (<c>/proc/net/softnet_stat</c>).</summary>
internal sealed class SoftnetCollector : IHostCollector
{
    private const int CpuField = 12;

    // The field's place in a line, for each column.
    private static readonly int[] Places = [0, 1, 2, 8, 9, 10, 11];

    private readonly HostTable table = new(
        HostColumn.Counter("node_softnet_processed_total", "Number of processed packets"),
        HostColumn.Counter("node_softnet_dropped_total", "Number of dropped packets"),
        HostColumn.Counter(
            "node_softnet_times_squeezed_total", "Number of times processing packets ran out of quota"),
        HostColumn.Counter(
            "node_softnet_cpu_collision_total",
            "Number of collision occur while obtaining device lock while transmitting"),
        HostColumn.Counter(
            "node_softnet_received_rps_total", "Number of times cpu woken up received_rps"),
        HostColumn.Counter(
            "node_softnet_flow_limit_count_total", "Number of times flow limit has been reached"),
        HostColumn.Gauge("node_softnet_backlog_len", "Softnet backlog status"));

    public string Name => "softnet";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        if (!files.Proc.TryRead("net/softnet_stat", out var text))
        {
            return CollectOutcome.NothingThere;
        }

        table.Clear();
        Span<double> fields = stackalloc double[CpuField + 1];
        while (HostText.TryTakeLine(ref text, out var line))
        {
            var count = 0;
            while (count < fields.Length && HostText.TryHex(HostText.TakeField(ref line), out var value))
            {
                fields[count++] = value;
            }

            if (count == 0)
            {
                continue;
            }

            // Older kernels do not name the processor; then lines are numbered.
            var cpu = count > CpuField ? fields[CpuField] : table.RowCount;
            var row = table.AddRowFor("cpu", cpu.ToString(CultureInfo.InvariantCulture));
            for (var column = 0; column < Places.Length; column++)
            {
                row[column] = Places[column] < count ? fields[Places[column]] : double.NaN;
            }
        }

        table.WriteTo(writer);
        return table.RowCount > 0 ? CollectOutcome.Collected : CollectOutcome.Failed;
    }
}
