using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Memory;

/// <summary>Paging, swapping and out-of-memory kills (<c>/proc/vmstat</c>).</summary>
internal sealed class VirtualMemoryCollector : IHostCollector
{
    private readonly FieldNames names = new("node_vmstat_", HostPatterns.Parse("^(oom_kill|pgpg|pswp|pg.*fault).*"));

    public string Name => "vmstat";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        if (!files.Proc.TryRead("vmstat", out var text))
        {
            return CollectOutcome.Failed;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (HostText.TryTakeLine(ref text, out var line))
        {
            var name = names.Find(files.Text(HostText.TakeField(ref line)));
            if (name is not null && HostText.TryTakeNumber(ref line, out var value) && seen.Add(name))
            {
                writer.Untyped(name, "/proc/vmstat information field.", value);
            }
        }

        return seen.Count > 0 ? CollectOutcome.Collected : CollectOutcome.Failed;
    }
}
