using System.Text;
using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Memory;

/// <summary>Everything <c>/proc/meminfo</c> says, in bytes where it says kB.</summary>
internal sealed class MemoryCollector : IHostCollector
{
    private const double BytesPerKilobyte = 1024;

    // The kernel has about sixty fields.
    private const int FieldsMax = 500;

    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    public string Name => "meminfo";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        if (!files.Proc.TryRead("meminfo", out var text))
        {
            return CollectOutcome.Failed;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (seen.Count < FieldsMax && HostText.TryTakeLine(ref text, out var line))
        {
            var field = HostText.TakeField(ref line);
            if (!field.EndsWith(":"u8) || !HostText.TryTakeNumber(ref line, out var value))
            {
                continue;
            }

            var isKilobytes = HostText.TakeField(ref line).SequenceEqual("kB"u8);
            if (MetricName(files.Text(field), isKilobytes) is { } name && seen.Add(name))
            {
                writer.Gauge(name, "Memory information field.", isKilobytes ? value * BytesPerKilobyte : value);
            }
        }

        return seen.Count > 0 ? CollectOutcome.Collected : CollectOutcome.Failed;
    }

    // "Active(anon):" is node_memory_Active_anon_bytes.
    private string? MetricName(string field, bool isKilobytes)
    {
        if (names.TryGetValue(field, out var known))
        {
            return known;
        }

        var name = new StringBuilder("node_memory_");
        name.Append(field.TrimEnd(':').Replace('(', '_').Replace(")", "", StringComparison.Ordinal));
        name.Append(isKilobytes ? "_bytes" : "");
        var text = name.ToString();
        if (!Model.LabelNames.IsLegacyMetricName(System.Text.Encoding.UTF8.GetBytes(text)))
        {
            return null;
        }

        if (names.Count < FieldsMax)
        {
            names.Add(field, text);
        }

        return text;
    }
}
