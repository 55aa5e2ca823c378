using System.Globalization;
using System.Text.Json;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;

namespace Belfry.Api.Prometheus;

/// <summary>
/// <c>status/cardinality</c>, which Prometheus does not have: which labels make how many of the series in memory, step
/// by step down to the values of one label of one metric.
/// </summary>
internal sealed class CardinalityEndpoint(ICardinalitySource source)
{
    private const int LimitDefault = 10;
    private const int LimitMax = 10_000;

    internal void Map(ApiRoutes routes) => routes.MapGet("status/cardinality", Cardinality);

    private ApiAnswer Cardinality(ApiRequest request)
    {
        var parameters = request.Parameters;
        if (!TryLimit(parameters.Text("limit"), out var limit, out var problem))
        {
            return ApiAnswer.Failure(ApiErrorKind.BadData, problem);
        }

        if (!parameters.TrySelectors(out var selectors, out problem))
        {
            return ApiAnswer.InvalidParameter("match[]", problem);
        }

        var label = parameters.Text("label");
        var report = source.Cardinality(
            new CardinalityQuery
            {
                AnyOf = WithMetric(selectors, parameters.Text("metric")),
                Label = label.Length > 0 ? label : null,
                Limit = limit,
            },
            request.CancellationToken);
        return ApiAnswer.Json(json => Write(json, report));
    }

    /// <summary>The limit of <c>status/tsdb</c> and of this, in Prometheus's words.</summary>
    internal static bool TryLimit(string text, out int limit, out string problem)
    {
        limit = LimitDefault;
        problem = "";
        if (text.Length == 0)
        {
            return true;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out limit) || limit < 1)
        {
            problem = "limit must be a positive number";
        }
        else if (limit > LimitMax)
        {
            problem = $"limit must not exceed {LimitMax}";
        }

        return problem.Length == 0;
    }

    /// <summary>Writes <c>[{"name":…,"value":…}]</c>.</summary>
    internal static void WriteCounts(
        Utf8JsonWriter json, string member, IReadOnlyList<KeyValuePair<string, long>> counts)
    {
        json.WriteStartArray(member);
        foreach (var (name, value) in counts)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IReadOnlyList<IReadOnlyList<LabelMatcher>> WithMetric(
        IReadOnlyList<IReadOnlyList<LabelMatcher>> selectors, string metric)
    {
        if (metric.Length == 0)
        {
            return selectors;
        }

        LabelMatcher.TryCreate(LabelNames.MetricName, MatchOperator.Equal, metric, out var ofMetric, out _);
        return selectors.Count == 0
            ? [[ofMetric!]]
            : [.. selectors.Select(selector => (IReadOnlyList<LabelMatcher>)[.. selector, ofMetric!])];
    }

    private static void Write(Utf8JsonWriter json, CardinalityReport report)
    {
        json.WriteStartObject();
        json.WriteNumber("numSeries", report.SeriesCount);
        WriteCounts(json, "seriesCountByMetricName", report.SeriesCountByMetricName);
        WriteCounts(json, "labelValueCountByLabelName", report.ValueCountByLabelName);
        WriteCounts(json, "seriesCountByLabelName", report.SeriesCountByLabelName);
        WriteCounts(json, "seriesCountByLabelValue", report.SeriesCountByLabelValue);
        json.WriteStartArray("seriesCreatedByHour");
        foreach (var (hour, count) in report.SeriesCreatedByHour)
        {
            json.WriteStartObject();
            json.WriteNumber("start", hour.Value);
            json.WriteNumber("value", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
