using Belfry.Configuration.Prometheus;
using Belfry.Encoding.Exposition;
using Belfry.Ingestion.Relabel;
using Belfry.Ingestion.Scrape;
using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Testing.Storage;

namespace Belfry.Ingestion.Tests.Scrape;

/// <summary>One target's intake with a store, scraped by handing it texts.</summary>
internal sealed class IntakeRig
{
    private readonly ScrapeIntake intake;

    internal IntakeRig(ScrapeConfig? config = null, params (string, string)[] targetLabels)
        : this(new LinePool(), config, targetLabels)
    {
    }

    internal IntakeRig(LinePool pool, ScrapeConfig? config, params (string, string)[] targetLabels)
    {
        config ??= new ScrapeConfig { JobName = "j" };
        var relabeling = Relabeling.Compile(config.MetricRelabelConfigs, config.MetricNameValidationScheme);
        intake = new ScrapeIntake(config, new SeriesLabeller(Labels.From(targetLabels), config, relabeling), pool);
    }

    internal RecordingStore Store { get; } = new();

    internal ScrapeTally Tally { get; private set; }

    internal ScrapeCache Cache => intake.Cache;

    /// <summary>Scrapes as the loop does; the answer is the error, null when it worked.</summary>
    internal string? Scrape(long timeMs, string text)
    {
        using var appender = Store.Appender();
        var reader = new TextExpositionReader(System.Text.Encoding.UTF8.GetBytes(text));
        var problem = intake.Append(ref reader, appender, new TimestampMs(timeMs), out var tally);
        Tally = tally;
        if (problem is null)
        {
            appender.Commit();
            return null;
        }

        Fail(timeMs);
        return problem;
    }

    internal void Fail(long timeMs)
    {
        using var appender = Store.Appender();
        intake.AppendStale(appender, new TimestampMs(timeMs));
        appender.Commit();
    }

    internal string? Append(ReadOnlySpan<byte> text, ISampleAppender appender, long timeMs)
    {
        var reader = new TextExpositionReader(text);
        return intake.Append(ref reader, appender, new TimestampMs(timeMs), out _);
    }

    /// <summary>The samples of a series as text: <c>1:17 2:stale</c>.</summary>
    internal string Samples(string series) => string.Join(
        ' ',
        Store.Samples(series).Select(sample => $"{sample.Timestamp.Value}:{Text(sample.Value)}"));

    private static string Text(double value) => StaleMarker.IsStale(value) ? "stale" : FloatText.Plain(value);
}
