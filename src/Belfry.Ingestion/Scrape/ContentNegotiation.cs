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

    /// <summary>The format of a body; none when the scrape fails for it.</summary>
    /// <param name="contentType">As the target sent it; may be empty.</param>
    /// <param name="fallback">The format of bodies without a known type; null for none.</param>
    /// <param name="remark">What is wrong with the type, whether or not there is a fallback; else null.</param>
    internal static ExpositionFormat Format(string contentType, ScrapeProtocol? fallback, out string? remark)
    {
        var defect = MediaType.TryParse(contentType, out var mediaType);
        var format = defect is null ? Known(mediaType) : ExpositionFormat.None;
        remark = null;
        if (format != ExpositionFormat.None)
        {
            return format;
        }

        var what = contentType.Length == 0 ? "non-compliant scrape target sending blank Content-Type"
            : defect is not null ? $"cannot parse Content-Type {QuotedText.Quote(contentType)}: {defect}"
            : $"received unsupported Content-Type {QuotedText.Quote(contentType)}";
        if (fallback is not { } protocol)
        {
            remark = defect is not null && contentType.Length > 0
                ? $"cannot parse Content-Type {QuotedText.Quote(contentType)} "
                    + $"and no fallback_scrape_protocol for target: {defect}"
                : what + " and no fallback_scrape_protocol specified for target";
            return ExpositionFormat.None;
        }

        remark = $"{what}, using fallback_scrape_protocol {QuotedText.Quote(MediaTypeOf(protocol))}";
        return Known(MediaTypeOf(protocol));
    }

    private static string MediaTypeOf(ScrapeProtocol protocol) => protocol switch
    {
        ScrapeProtocol.PrometheusText004 or ScrapeProtocol.PrometheusText100 => "text/plain",
        ScrapeProtocol.OpenMetricsText001 or ScrapeProtocol.OpenMetricsText100 => "application/openmetrics-text",
        _ => Protobuf,
    };

    private static ExpositionFormat Known(string mediaType) => mediaType switch
    {
        "text/plain" => ExpositionFormat.Text,
        "application/openmetrics-text" => ExpositionFormat.OpenMetrics,
        Protobuf => ExpositionFormat.Protobuf,
        _ => ExpositionFormat.None,
    };

    private static string Escaping(NameEscapingScheme escaping) => escaping switch
    {
        NameEscapingScheme.Underscores => ";escaping=underscores",
        NameEscapingScheme.Dots => ";escaping=dots",
        NameEscapingScheme.Values => ";escaping=values",
        _ => ";escaping=allow-utf-8",
    };
}
