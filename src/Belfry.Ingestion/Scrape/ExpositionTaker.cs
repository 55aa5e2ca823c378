using Belfry.Configuration.Prometheus;
using Belfry.Encoding.ClientProtobuf;
using Belfry.Encoding.Exposition;
using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Scrape;

/// <summary>Reads a target's answers in the format that they come in. Owned by the target's loop.</summary>
internal sealed class ExpositionTaker
{
    private readonly ScrapeIntake intake;
    private readonly ScrapeProtocol? fallback;
    private readonly ProtobufExpositionOptions protobufOptions;

    // Read by other threads, too, for metadata.
    private volatile ExpositionFormat lastFormat;

    // Made when first needed.
    private ProtobufExpositionScratch? protobuf;
    private readonly ClassicConversionScratch? conversion;

    internal ExpositionTaker(ScrapeConfig config, ScrapeIntake intake)
    {
        this.intake = intake;
        fallback = config.FallbackScrapeProtocol;
        protobufOptions = new ProtobufExpositionOptions(
            config.ScrapeNativeHistograms, config.AlwaysScrapeClassicHistograms);
        conversion = config.ConvertClassicHistogramsToNhcb ? new ClassicConversionScratch() : null;
    }

    /// <summary>The format of the last answer that was right. Any thread.</summary>
    internal ExpositionFormat LastFormat => lastFormat;

    /// <summary>Goes on where the taker of another loop of the same target ended.</summary>
    internal void TakeOver(ExpositionTaker other) => lastFormat = other.lastFormat;

    /// <summary>Appends a whole answer; see <see cref="ScrapeIntake.Append"/>.</summary>
    internal string? Append(
        ReadOnlySpan<byte> body, string contentType, ISampleAppender appender, TimestampMs time, out ScrapeTally tally)
    {
        tally = default;
        string? problem;
        var format = ContentNegotiation.Format(contentType, fallback, out var remark);
        switch (format)
        {
            case ExpositionFormat.None:
                return remark;
            case ExpositionFormat.OpenMetrics:
                problem = Take(new OpenMetricsReader(body), appender, time, out tally);
                break;
            case ExpositionFormat.Protobuf:
                protobuf ??= new ProtobufExpositionScratch();
                problem = Take(
                    new ProtobufExpositionReader(body, protobuf, protobufOptions), appender, time, out tally);
                break;
            default:
                problem = Take(new TextExpositionReader(body), appender, time, out tally);
                break;
        }

        lastFormat = problem is null ? format : lastFormat;
        return problem;
    }

    private string? Take<TReader>(
        TReader reader, ISampleAppender appender, TimestampMs time, out ScrapeTally tally)
        where TReader : struct, IExpositionReader, allows ref struct
    {
        if (conversion is null)
        {
            return intake.Append(ref reader, appender, time, out tally);
        }

        var converting = new ClassicConversionReader<TReader>(
            reader, conversion, protobufOptions.KeepsClassic);
        return intake.Append(ref converting, appender, time, out tally);
    }
}
