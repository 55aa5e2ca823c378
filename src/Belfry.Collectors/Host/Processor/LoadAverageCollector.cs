using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Processor;

/// <summary>The load averages (<c>/proc/loadavg</c>).</summary>
internal sealed class LoadAverageCollector : IHostCollector
{
    private static readonly string[] Names = ["node_load1", "node_load5", "node_load15"];

    private static readonly string[] Helps = ["1m load average.", "5m load average.", "15m load average."];

    public string Name => "loadavg";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        if (!files.Proc.TryRead("loadavg", out var text))
        {
            return CollectOutcome.Failed;
        }

        HostText.TryTakeLine(ref text, out var line);
        for (var index = 0; index < Names.Length; index++)
        {
            if (!HostText.TryTakeNumber(ref line, out var load))
            {
                return CollectOutcome.Failed;
            }

            writer.Gauge(Names[index], Helps[index], load);
        }

        return CollectOutcome.Collected;
    }
}
