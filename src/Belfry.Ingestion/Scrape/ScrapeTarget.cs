using Belfry.Configuration.Prometheus;
using Belfry.Model;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Ingestion.Scrape;

/// <summary>A target that is to be scraped: its labels and where it is. Immutable.</summary>
internal sealed class ScrapeTarget
{
    internal ScrapeTarget(Labels discovered, Labels labelled, TimeSpan interval, TimeSpan timeout, ScrapeConfig config)
    {
        Discovered = discovered;
        Interval = interval;
        Timeout = timeout;
        Url = TargetUrl.Of(labelled, config);
        var visible = new LabelsBuilder();
        foreach (var label in labelled)
        {
            if (!label.Name.StartsWith("__"u8))
            {
                visible.Set(label.Name, label.Value);
            }
        }

        Labels = visible.ToLabels();
        Key = $"{Labels}{Url} {interval} {timeout}";
    }

    /// <summary>The labels before relabelling.</summary>
    internal Labels Discovered { get; }

    /// <summary>The labels of its series: those without two leading underscores.</summary>
    internal Labels Labels { get; }

    internal string Url { get; }

    internal TimeSpan Interval { get; }

    internal TimeSpan Timeout { get; }

    /// <summary>Equal for targets that give the same series from the same place: such are scraped once.</summary>
    internal string Key { get; }

    /// <summary>When it is scraped within its interval, always the same for the same target.</summary>
    internal TimeSpan Offset(ulong seed)
    {
        var hash = XxHash64.Hash(TextEncoding.UTF8.GetBytes(Key)) ^ seed;
        return TimeSpan.FromTicks((long)(hash % (ulong)Interval.Ticks));
    }
}
