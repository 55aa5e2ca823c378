using Belfry.Model.Metrics;
using Belfry.Model.Re2;

namespace Belfry.Collectors.Host.Disks;

/// <summary>
/// What block devices read, wrote and waited (<c>/proc/diskstats</c>), and what they are (udev's database).
/// </summary>
internal sealed class DiskStatsCollector : IHostCollector
{
    // The kernel's unit here, whatever the device's own sectors are.
    private const double SectorBytes = 512;

    private const double MillisecondsPerSecond = 1000;

    // In the file's order, from the fourth field on; the factor makes the unit of the name.
    private static readonly (HostColumn Column, double Factor)[] Fields =
    [
        (HostColumn.Counter("node_disk_reads_completed_total", "The total number of reads completed successfully."), 1),
        (HostColumn.Counter("node_disk_reads_merged_total", "The total number of reads merged."), 1),
        (HostColumn.Counter(
            "node_disk_read_bytes_total", "The total number of bytes read successfully."), SectorBytes),
        (HostColumn.Counter(
            "node_disk_read_time_seconds_total", "The total number of seconds spent by all reads."),
            1 / MillisecondsPerSecond),
        (HostColumn.Counter(
            "node_disk_writes_completed_total", "The total number of writes completed successfully."), 1),
        (HostColumn.Counter("node_disk_writes_merged_total", "The number of writes merged."), 1),
        (HostColumn.Counter(
            "node_disk_written_bytes_total", "The total number of bytes written successfully."), SectorBytes),
        (HostColumn.Counter(
            "node_disk_write_time_seconds_total", "This is the total number of seconds spent by all writes."),
            1 / MillisecondsPerSecond),
        (HostColumn.Gauge("node_disk_io_now", "The number of I/Os currently in progress."), 1),
        (HostColumn.Counter("node_disk_io_time_seconds_total", "Total seconds spent doing I/Os."),
            1 / MillisecondsPerSecond),
        (HostColumn.Counter(
            "node_disk_io_time_weighted_seconds_total", "The weighted # of seconds spent doing I/Os."),
            1 / MillisecondsPerSecond),
        (HostColumn.Counter(
            "node_disk_discards_completed_total", "The total number of discards completed successfully."), 1),
        (HostColumn.Counter("node_disk_discards_merged_total", "The total number of discards merged."), 1),
        (HostColumn.Counter(
            "node_disk_discarded_sectors_total", "The total number of sectors discarded successfully."), 1),
        (HostColumn.Counter(
            "node_disk_discard_time_seconds_total", "This is the total number of seconds spent by all discards."),
            1 / MillisecondsPerSecond),
        (HostColumn.Counter(
            "node_disk_flush_requests_total", "The total number of flush requests completed successfully"), 1),
        (HostColumn.Counter(
            "node_disk_flush_requests_time_seconds_total",
            "This is the total number of seconds spent by all flush requests."), 1 / MillisecondsPerSecond),
    ];

    private readonly HostTable table = new([.. Fields.Select(field => field.Column)]);
    private readonly HostTable facts = new(HostColumn.Gauge("node_disk_info", "Info of /sys/block/<block_device>."));
    private readonly Re2Expression? excluded;

    internal DiskStatsCollector(HostMetricsOptions options) => excluded = HostPatterns.Parse(options.DisksExclude);

    public string Name => "diskstats";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        if (!files.Proc.TryRead("diskstats", out var text))
        {
            return CollectOutcome.Failed;
        }

        table.Clear();
        facts.Clear();
        while (HostText.TryTakeLine(ref text, out var line))
        {
            var major = files.Text(HostText.TakeField(ref line));
            var minor = files.Text(HostText.TakeField(ref line));
            var device = HostText.TakeField(ref line);
            if (device.IsEmpty || excluded?.IsMatch(device) == true)
            {
                continue;
            }

            var name = files.Text(device);
            var row = table.AddRowFor("device", name);
            for (var field = 0; field < Fields.Length && HostText.TryTakeNumber(ref line, out var value); field++)
            {
                // Divided as node exporter multiplies: by the same factor, so that no last digit differs.
                row[field] = value * Fields[field].Factor;
            }

            AddFacts(files, name, major, minor);
        }

        facts.WriteTo(writer);
        table.WriteTo(writer);
        return table.RowCount > 0 ? CollectOutcome.Collected : CollectOutcome.NothingThere;
    }

    private void AddFacts(HostFiles files, string device, string major, string minor)
    {
        string path = "", wwn = "", model = "", serial = "", serialShort = "", revision = "", scsiSerial = "";
        if (files.Root.TryRead($"run/udev/data/b{major}:{minor}", out var text))
        {
            while (HostText.TryTakeLine(ref text, out var line))
            {
                if (!line.StartsWith("E:"u8) || line.IndexOf((byte)'=') is var mark && mark < 0)
                {
                    continue;
                }

                var value = line[(mark + 1)..];
                switch (System.Text.Encoding.ASCII.GetString(line[2..mark]))
                {
                    case "ID_PATH": path = files.Text(value); break;
                    case "ID_WWN": wwn = files.Text(value); break;
                    case "ID_MODEL": model = files.Text(value); break;
                    case "ID_SERIAL": serial = files.Text(value); break;
                    case "ID_SERIAL_SHORT": serialShort = files.Text(value); break;
                    case "SCSI_IDENT_SERIAL": scsiSerial = files.Text(value); break;
                    case "ID_REVISION": revision = files.Text(value); break;
                }
            }
        }

        // SCSI disks keep the number on the label apart from the short one.
        serial = scsiSerial.Length > 0 ? scsiSerial : serialShort.Length > 0 ? serialShort : serial;
        facts.AddRow(
            new("device", device), new("major", major), new("minor", minor), new("path", path), new("wwn", wwn),
            new("model", model), new("serial", serial), new("revision", revision))[0] = 1;
    }
}
