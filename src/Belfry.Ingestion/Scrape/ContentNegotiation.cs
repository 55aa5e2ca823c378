using System.Globalization;
using System.Text;
using Belfry.Configuration.Prometheus;
using Belfry.Model;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// What is asked of a target and what its answer is taken for. A missing or foreign content type fails the scrape
/// unless the job names a fallback.
/// </summary>
internal static class ContentNegotiation
{
    private const string Protobuf = "application/vnd.google.protobuf";

    // Weights count down from one more than the formats the original knows.
    private const int WeightMax = 6;

    /// <summary>The <c>Accept</c> header for these formats, preferred first.</summary>
    internal static string Accept(IReadOnlyList<ScrapeProtocol> protocols, NameEscapingScheme escaping)
    {
        var accept = new StringBuilder();
        var weight = WeightMax;
        foreach (var protocol in protocols)
        {
            var mediaType = protocol switch
            {
                ScrapeProtocol.OpenMetricsText100 => "application/openmetrics-text;version=1.0.0" + Escaping(escaping),
                ScrapeProtocol.OpenMetricsText001 => "application/openmetrics-text;version=0.0.1",
                ScrapeProtocol.PrometheusText100 => "text/plain;version=1.0.0" + Escaping(escaping),
                ScrapeProtocol.PrometheusText004 => "text/plain;version=0.0.4",
                _ => Protobuf + ";proto=io.prometheus.client.MetricFamily;encoding=delimited",
            };
            accept.Append(CultureInfo.InvariantCulture, $"{mediaType};q=0.{weight--},");
        }

        return accept.Append(CultureInfo.InvariantCulture, $"*/*;q=0.{weight}").ToString();
    }

    /// <summary>
    /// The format of a body; none, with a message, when the scrape fails for it.
    /// </summary>
    internal static ExpositionFormat Format(string contentType, ScrapeProtocol? fallback, out string? problem)
    {
        problem = null;
        var format = Known(contentType, out var isMediaType);
        if (format == ExpositionFormat.None && fallback is { } protocol)
        {
            format = protocol switch
            {
                ScrapeProtocol.PrometheusText004 or ScrapeProtocol.PrometheusText100 => ExpositionFormat.Text,
                ScrapeProtocol.OpenMetricsText001 or ScrapeProtocol.OpenMetricsText100 => ExpositionFormat.OpenMetrics,
                _ => ExpositionFormat.Protobuf,
            };
        }

        if (format == ExpositionFormat.None)
        {
            problem = contentType.Length == 0
                ? "non-compliant scrape target sending blank Content-Type "
                    + "and no fallback_scrape_protocol specified for target"
                : isMediaType
                    ? $"received unsupported Content-Type {QuotedText.Quote(contentType)} "
                        + "and no fallback_scrape_protocol specified for target"
                    : $"cannot parse Content-Type {QuotedText.Quote(contentType)} "
                        + "and no fallback_scrape_protocol for target";
        }

        return format;
    }

    private static ExpositionFormat Known(string contentType, out bool isMediaType)
    {
        var end = contentType.IndexOf(';', StringComparison.Ordinal);
        var mediaType = (end < 0 ? contentType : contentType[..end]).Trim();
        var slash = mediaType.IndexOf('/', StringComparison.Ordinal);
        isMediaType = slash > 0 && slash < mediaType.Length - 1 && !mediaType.Contains(' ', StringComparison.Ordinal);
        if (mediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase))
        {
            return ExpositionFormat.Text;
        }

        return mediaType.Equals("application/openmetrics-text", StringComparison.OrdinalIgnoreCase)
                ? ExpositionFormat.OpenMetrics
            : mediaType.Equals(Protobuf, StringComparison.OrdinalIgnoreCase) ? ExpositionFormat.Protobuf
            : ExpositionFormat.None;
    }

    private static string Escaping(NameEscapingScheme escaping) => escaping switch
    {
        NameEscapingScheme.Underscores => ";escaping=underscores",
        NameEscapingScheme.Dots => ";escaping=dots",
        NameEscapingScheme.Values => ";escaping=values",
        _ => ";escaping=allow-utf-8",
    };
}
