using Belfry.Configuration.Prometheus;
using Belfry.Ingestion.Relabel;
using Belfry.Ingestion.Scrape;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Testing.Storage;

namespace Belfry.Ingestion.Tests.Scrape;

/// <summary>One target's answers of any format, handed over one by one as its loop does.</summary>
internal sealed class TakerRig
{
    internal const string Protobuf =
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";

    internal const string OpenMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private readonly ScrapeIntake intake;
    private readonly ExpositionTaker taker;

    internal TakerRig(ScrapeConfig? config = null)
    {
        config ??= new ScrapeConfig { JobName = "j", ScrapeNativeHistograms = true };
        var relabeling = Relabeling.Compile(config.MetricRelabelConfigs, config.MetricNameValidationScheme);
        intake = new ScrapeIntake(
            config, new SeriesLabeller(Labels.From(("job", "j")), config, relabeling), new LinePool(), keepsExemplars: true);
        taker = new ExpositionTaker(config, intake);
    }

    internal RecordingStore Store { get; } = new();

    internal ScrapeTally Tally { get; private set; }

    internal string? Take(long timeMs, string text, string contentType = OpenMetrics) =>
        Take(timeMs, System.Text.Encoding.UTF8.GetBytes(text), contentType);

    internal string? Take(long timeMs, byte[] body, string contentType = Protobuf)
    {
        using var appender = Store.Appender();
        var problem = taker.Append(body, contentType, appender, new TimestampMs(timeMs), out var tally);
        Tally = tally;
        if (problem is null)
        {
            appender.Commit();
            return null;
        }

        using var ending = Store.Appender();
        intake.AppendStale(ending, new TimestampMs(timeMs));
        ending.Commit();
        return problem;
    }

    /// <summary>The stored histograms of all series as text: <c>{…} 1:{count:…} 2:stale</c>.</summary>
    internal IEnumerable<string> Histograms() => Store.Histograms.GroupBy(one => one.Series).Select(series =>
        series.Key + string.Concat(series.Select(one => $" {one.Timestamp.Value}:{Text(one.Histogram)}")));

    private static string Text(NativeHistogram histogram) =>
        histogram.IsStale ? "stale " + histogram.GetType().Name : histogram.ToString()!;

    internal IEnumerable<string> Exemplars() => Store.Exemplars.Select(one =>
        $"{one.Series} {one.Exemplar.Labels} {FloatText.Plain(one.Exemplar.Value)} @{one.Exemplar.Timestamp.Value}");

    internal Dictionary<string, Belfry.Storage.Contracts.MetricMetadata> Metadata()
    {
        var found = new Dictionary<string, Belfry.Storage.Contracts.MetricMetadata>(StringComparer.Ordinal);
        MetadataReading.Read(intake.Cache.CopyMetadata(), taker.LastFormat, found.Add);
        return found;
    }
}
