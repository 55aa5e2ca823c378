using Belfry.Model.Metrics;
using Belfry.Model.Re2;
using Belfry.Platform.Disk;

namespace Belfry.Collectors.Host.Disks;

/// <summary>
/// Room on mounted file systems (<c>/proc/1/mounts</c>). One that does not answer is marked, not waited for.
/// </summary>
internal sealed class FileSystemCollector : IHostCollector
{
    // More mounts than a machine of containers has.
    private const int MountsMax = 10_000;

    private readonly HostTable table = new(
        HostColumn.Gauge("node_filesystem_avail_bytes", "Filesystem space available to non-root users in bytes."),
        HostColumn.Gauge(
            "node_filesystem_device_error", "Whether an error occurred while getting statistics for the given device."),
        HostColumn.Gauge("node_filesystem_files", "Filesystem total file nodes."),
        HostColumn.Gauge("node_filesystem_files_free", "Filesystem total free file nodes."),
        HostColumn.Gauge("node_filesystem_free_bytes", "Filesystem free space in bytes."),
        HostColumn.Gauge("node_filesystem_readonly", "Filesystem read-only status."),
        HostColumn.Gauge("node_filesystem_size_bytes", "Filesystem size in bytes."));

    private readonly Re2Expression? excludedPaths;
    private readonly Re2Expression? excludedTypes;
    private readonly MountProber prober;

    internal FileSystemCollector(HostMetricsOptions options)
        : this(options, VolumeSpace.TryRead)
    {
    }

    internal FileSystemCollector(HostMetricsOptions options, MountProber.Ask ask)
    {
        excludedPaths = HostPatterns.Parse(options.MountPointsExclude);
        excludedTypes = HostPatterns.Parse(options.FileSystemTypesExclude);
        prober = new MountProber(options.MountTimeout, ask);
    }

    public string Name => "filesystem";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        // Those of process 1 are the machine's; in a container they may be out of reach.
        if (!files.Proc.TryRead("1/mounts", out var text) && !files.Proc.TryRead("self/mounts", out text))
        {
            return CollectOutcome.Failed;
        }

        var mounts = Mounts(files, text);
        var answers = prober.Probe([.. mounts.Select(mount => OnRoot(files, mount.Path))]);
        table.Clear();
        for (var index = 0; index < mounts.Count; index++)
        {
            Add(mounts[index], answers[index]);
        }

        table.WriteTo(writer);
        return mounts.Count > 0 ? CollectOutcome.Collected : CollectOutcome.NothingThere;
    }

    /// <summary>A field of the mounts file with its octal escapes undone: <c>\040</c> is a space.</summary>
    internal static string Unescape(ReadOnlySpan<byte> field)
    {
        if (!field.Contains((byte)'\\'))
        {
            return System.Text.Encoding.UTF8.GetString(field);
        }

        var bytes = new List<byte>(field.Length);
        while (!field.IsEmpty)
        {
            if (field.Length >= 4 && field[0] == '\\' && field[1..4].IndexOfAnyExceptInRange((byte)'0', (byte)'7') < 0)
            {
                bytes.Add((byte)(((field[1] - '0') << 6) | ((field[2] - '0') << 3) | (field[3] - '0')));
                field = field[4..];
                continue;
            }

            bytes.Add(field[0]);
            field = field[1..];
        }

        return System.Text.Encoding.UTF8.GetString([.. bytes]);
    }

    private List<MountPoint> Mounts(HostFiles files, ReadOnlySpan<byte> text)
    {
        var mounts = new List<MountPoint>();
        while (mounts.Count < MountsMax && HostText.TryTakeLine(ref text, out var line))
        {
            var device = Unescape(HostText.TakeField(ref line));
            var path = Unescape(HostText.TakeField(ref line));
            var type = files.Text(HostText.TakeField(ref line));
            var options = HostText.TakeField(ref line);
            path = WithoutRoot(files.RootPath, path);
            if (type.Length > 0 && excludedPaths?.IsMatch(path) != true && excludedTypes?.IsMatch(type) != true)
            {
                mounts.Add(new MountPoint(device, path, type, IsReadOnly(options)));
            }
        }

        return mounts;
    }

    private void Add(MountPoint mount, MountProber.Answer answer)
    {
        KeyValuePair<string, string>[] labels =
            [new("device", mount.Device), new("mountpoint", mount.Path), new("fstype", mount.Type)];
        if (answer.Error.Length > 0)
        {
            labels = [.. labels, new("device_error", answer.Error)];
        }

        // A volume may be mounted over itself; both lines say the same.
        if (table.HasRow(labels))
        {
            return;
        }

        var row = table.AddRow(labels);
        row[1] = answer.Error.Length > 0 ? 1 : 0;
        row[5] = mount.IsReadOnly ? 1 : 0;
        if (answer.Error.Length > 0)
        {
            return;
        }

        row[0] = answer.Space.AvailableBytes;
        row[2] = answer.Space.Files;
        row[3] = answer.Space.FilesFree;
        row[4] = answer.Space.FreeBytes;
        row[6] = answer.Space.SizeBytes;
    }

    private static bool IsReadOnly(ReadOnlySpan<byte> options)
    {
        foreach (var range in options.Split((byte)','))
        {
            if (options[range].SequenceEqual("ro"u8))
            {
                return true;
            }
        }

        return false;
    }

    private static string WithoutRoot(string root, string path)
    {
        var prefix = root.TrimEnd('/');
        if (prefix.Length == 0 || !path.StartsWith(prefix, StringComparison.Ordinal))
        {
            return path;
        }

        return path.Length == prefix.Length ? "/" : path[prefix.Length] == '/' ? path[prefix.Length..] : path;
    }

    private static string OnRoot(HostFiles files, string path) =>
        files.RootPath.TrimEnd('/') is { Length: > 0 } root ? root + path : path;
}
