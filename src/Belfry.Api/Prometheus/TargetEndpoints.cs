using System.Globalization;
using System.Text.Json;
using Belfry.Ingestion.Push;
using Belfry.Ingestion.Scrape;
using Belfry.Model;
using Belfry.Model.Metrics;
using Belfry.Storage.Contracts;

namespace Belfry.Api.Prometheus;

/// <summary><c>targets</c>, <c>scrape_pools</c>, <c>targets/metadata</c>, <c>metadata</c>.</summary>
internal sealed class TargetEndpoints(ScrapeService scrapes, RemoteMetadata remoteMetadata)
{
    private const string NoTime = "0001-01-01T00:00:00Z";

    internal void Map(ApiRoutes routes)
    {
        routes.MapGet("targets", Targets);
        routes.MapGet("scrape_pools", _ => ScrapePools());
        routes.MapGet("targets/metadata", TargetMetadata);
        routes.MapGet("metadata", Metadata);
    }

    private ApiAnswer Targets(ApiRequest request)
    {
        var state = request.Parameters.Text("state").ToLowerInvariant();
        var pool = request.Parameters.Text("scrapePool");
        var showsActive = state is "" or "any" or "active";
        var showsDropped = state is "" or "any" or "dropped";
        var active = scrapes.ActiveTargets.Where(target => pool.Length == 0 || target.ScrapePool == pool)
            .OrderBy(target => target.ScrapePool, StringComparer.Ordinal).ThenBy(target => target.Labels).ToList();
        var dropped = scrapes.DroppedTargets.Where(target => pool.Length == 0 || target.ScrapePool == pool).ToList();
        return ApiAnswer.Json(json =>
        {
            json.WriteStartObject();
            WriteArray(json, "activeTargets", showsActive ? active : [], WriteActive);
            WriteArray(json, "droppedTargets", showsDropped ? dropped : [], WriteDropped);
            WriteCounts(json, showsDropped ? scrapes.DroppedTargetCounts : null);
            json.WriteEndObject();
        });
    }

    private ApiAnswer ScrapePools() => ApiAnswer.Json(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("scrapePools");
        foreach (var name in scrapes.ScrapePools.Order(StringComparer.Ordinal))
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private ApiAnswer TargetMetadata(ApiRequest request)
    {
        var selector = request.Parameters.Text("match_target");
        IReadOnlyList<Model.Matching.LabelMatcher>? matchers = null;
        if (selector.Length > 0
            && !Query.PromQL.PromQLParser.TryParseSelector(selector, out matchers, out var diagnostics))
        {
            return ApiAnswer.InvalidParameter("match_target", Query.PromQL.PromQLParser.Render(diagnostics));
        }

        if (!request.Parameters.TryMetadataLimit("limit", out var limit, out var failure))
        {
            return failure;
        }

        var metric = request.Parameters.Text("metric");
        var found = scrapes.Metadata(metric.Length == 0 ? null : metric)
            .Where(entry => matchers is null || matchers.All(matcher => matcher.Matches(entry.Target)))
            .Take(limit)
            .ToList();
        return ApiAnswer.Json(json => WriteArray(json, null, found, (writer, entry) =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("target");
            SampleJson.WriteLabels(writer, entry.Target);
            if (metric.Length == 0)
            {
                writer.WriteString("metric", entry.Metric);
            }

            WriteMetadata(writer, entry.Metadata);
            writer.WriteEndObject();
        }));
    }

    private ApiAnswer Metadata(ApiRequest request)
    {
        if (!request.Parameters.TryMetadataLimit("limit", out var limit, out var failure)
            || !request.Parameters.TryMetadataLimit("limit_per_metric", out var limitPerMetric, out failure))
        {
            return failure;
        }

        limitPerMetric = limitPerMetric == 0 ? int.MaxValue : limitPerMetric;

        // What targets say comes first: it is current. Senders of remote write are heard where nothing is scraped.
        var metric = request.Parameters.Text("metric");
        var metrics = scrapes.Metadata(metric.Length == 0 ? null : metric)
            .Select(entry => new KeyValuePair<string, MetricMetadata>(entry.Metric, entry.Metadata))
            .Concat(remoteMetadata.Snapshot(metric.Length == 0 ? null : metric))
            .GroupBy(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Take(limit)
            .ToList();
        return ApiAnswer.Json(json =>
        {
            json.WriteStartObject();
            foreach (var group in metrics)
            {
                var distinct = group.Distinct().Take(limitPerMetric);
                WriteArray(json, group.Key, distinct, (writer, metadata) =>
                {
                    writer.WriteStartObject();
                    WriteMetadata(writer, metadata);
                    writer.WriteEndObject();
                });
            }

            json.WriteEndObject();
        });
    }

    private static void WriteActive(Utf8JsonWriter json, ActiveTarget target)
    {
        json.WriteStartObject();
        WriteLabels(json, "discoveredLabels", target.DiscoveredLabels);
        WriteLabels(json, "labels", target.Labels);
        json.WriteString("scrapePool", target.ScrapePool);
        json.WriteString("scrapeUrl", target.ScrapeUrl);
        json.WriteString("globalUrl", target.GlobalUrl);
        json.WriteString("lastError", target.LastError);
        json.WriteString("lastScrape", target.LastScrape is { } moment ? Rfc3339(moment) : NoTime);
        json.WriteNumber("lastScrapeDuration", target.LastScrapeDuration.TotalSeconds);
        json.WriteString("health", target.Health switch
        {
            TargetHealth.Up => "up",
            TargetHealth.Down => "down",
            _ => "unknown",
        });
        json.WriteString("scrapeInterval", PrometheusDuration.Format(target.ScrapeInterval));
        json.WriteString("scrapeTimeout", PrometheusDuration.Format(target.ScrapeTimeout));
        json.WriteEndObject();
    }

    // Of all jobs, whichever is asked for; null when nothing is said about dropped targets.
    private static void WriteCounts(Utf8JsonWriter json, IReadOnlyDictionary<string, int>? counts)
    {
        if (counts is null)
        {
            json.WriteNull("droppedTargetCounts");
            return;
        }

        json.WriteStartObject("droppedTargetCounts");
        foreach (var (job, count) in counts.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(job, count);
        }

        json.WriteEndObject();
    }

    private static void WriteDropped(Utf8JsonWriter json, DroppedTarget target)
    {
        json.WriteStartObject();
        WriteLabels(json, "discoveredLabels", target.DiscoveredLabels);
        json.WriteString("scrapePool", target.ScrapePool);
        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, MetricMetadata metadata)
    {
        json.WriteString("type", metadata.Type switch
        {
            MetricType.Unknown => "unknown",
            MetricType.GaugeHistogram => "gaugehistogram",
            MetricType.StateSet => "stateset",
            var type => type.ToString().ToLowerInvariant(),
        });
        json.WriteString("help", metadata.Help);
        json.WriteString("unit", metadata.Unit);
    }

    private static void WriteLabels(Utf8JsonWriter json, string member, Labels labels)
    {
        json.WritePropertyName(member);
        SampleJson.WriteLabels(json, labels);
    }

    private static void WriteArray<T>(
        Utf8JsonWriter json, string? member, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (member is not null)
        {
            json.WritePropertyName(member);
        }

        json.WriteStartArray();
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    private static string Rfc3339(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
