using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Disks;

/// <summary>How many file handles are in use and how many may be (<c>/proc/sys/fs/file-nr</c>).</summary>
internal sealed class FileDescriptorCollector : IHostCollector
{
    public string Name => "filefd";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        if (!files.Proc.TryRead("sys/fs/file-nr", out var text))
        {
            return CollectOutcome.Failed;
        }

        HostText.TryTakeLine(ref text, out var line);
        if (!HostText.TryTakeNumber(ref line, out var allocated) || !HostText.TryTakeNumber(ref line, out _)
            || !HostText.TryTakeNumber(ref line, out var maximum))
        {
            return CollectOutcome.Failed;
        }

        writer.Gauge("node_filefd_allocated", "File descriptor statistics: allocated.", allocated);
        writer.Gauge("node_filefd_maximum", "File descriptor statistics: maximum.", maximum);
        return CollectOutcome.Collected;
    }
}
