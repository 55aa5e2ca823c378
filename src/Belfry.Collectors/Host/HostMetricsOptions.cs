namespace Belfry.Collectors.Host;

/// <summary>
/// Where the machine's figures are read and what is left out; the defaults are node exporter's. Immutable.
/// </summary>
public sealed record HostMetricsOptions
{
    /// <summary>Where procfs is mounted (<c>--path.procfs</c>).</summary>
    public string ProcPath { get; init; } = "/proc";

    /// <summary>Where sysfs is mounted (<c>--path.sysfs</c>).</summary>
    public string SysPath { get; init; } = "/sys";

    /// <summary>Where the machine's root is mounted (<c>--path.rootfs</c>); stripped from mount points.</summary>
    public string RootPath { get; init; } = "/";

    /// <summary>RE2 of mount points to leave out (<c>--collector.filesystem.mount-points-exclude</c>).</summary>
    public string MountPointsExclude { get; init; } =
        "^/(dev|proc|run/credentials/.+|sys|var/lib/docker/.+|var/lib/containers/storage/.+)($|/)";

    /// <summary>RE2 of file system types to leave out (<c>--collector.filesystem.fs-types-exclude</c>).</summary>
    public string FileSystemTypesExclude { get; init; } =
        "^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|fusectl|hugetlbfs|iso9660|mqueue|nsfs"
        + "|overlay|proc|procfs|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs|erofs|sysfs|tracefs)$";

    /// <summary>RE2 of disks to leave out (<c>--collector.diskstats.device-exclude</c>).</summary>
    public string DisksExclude { get; init; } = @"^(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\d+n\d+p)\d+$";

    /// <summary>
    /// RE2 of network devices to leave out (<c>--collector.netdev.device-exclude</c>); empty leaves out none.
    /// </summary>
    public string NetworkDevicesExclude { get; init; } = "";

    /// <summary>A folder of <c>*.prom</c> files (<c>--collector.textfile.directory</c>); empty for none.</summary>
    public string TextFileFolder { get; init; } = "";

    /// <summary>How long a file system may take to answer before it counts as stuck.</summary>
    public TimeSpan MountTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Names of collectors that do not run, such as <c>processes</c>.</summary>
    public IReadOnlyCollection<string> Disabled { get; init; } = [];
}
