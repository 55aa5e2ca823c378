using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Scrape;

/// <summary>The series that say how the scrapes of one target went. Owned by the target's loop.</summary>
internal sealed class ReportSeries
{
    private static readonly string[] Names =
    [
        "up", "scrape_duration_seconds", "scrape_samples_scraped", "scrape_samples_post_metric_relabeling",
        "scrape_series_added",
    ];

    private static readonly string[] ExtraNames =
    [
        .. Names, "scrape_timeout_seconds", "scrape_sample_limit", "scrape_body_size_bytes",
    ];

    private readonly byte[][] labels;
    private readonly SeriesRef[] series;

    internal ReportSeries(SeriesLabeller labeller, bool hasExtra)
    {
        var names = hasExtra ? ExtraNames : Names;
        var builder = new LabelsBuilder();
        labels = new byte[names.Length][];
        for (var index = 0; index < names.Length; index++)
        {
            labeller.LabelReport(names[index], builder);
            labels[index] = builder.ToCanonical().ToArray();
        }

        series = new SeriesRef[names.Length];
    }

    /// <summary>How many series there are, and so how many values a report has.</summary>
    internal int Count => series.Length;

    /// <summary>Appends a value to each series, in the order of their names.</summary>
    internal void Append(ISampleAppender appender, TimestampMs time, ReadOnlySpan<double> values)
    {
        for (var index = 0; index < series.Length; index++)
        {
            if (appender.Append(series[index], time, values[index]) == AppendOutcome.UnknownSeries)
            {
                series[index] = appender.Resolve(labels[index], XxHash64.Hash(labels[index]));
                _ = appender.Append(series[index], time, values[index]);
            }
        }
    }

    /// <summary>Ends every series.</summary>
    internal void AppendStale(ISampleAppender appender, TimestampMs time)
    {
        foreach (var reference in series)
        {
            _ = appender.Append(reference, time, StaleMarker.Value);
        }
    }
}
