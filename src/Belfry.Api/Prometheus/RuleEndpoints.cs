using System.Globalization;
using System.Text.Json;
using Belfry.Alerting.Rules;
using Belfry.Alerting.Rules.Sending;
using Belfry.Alerting.Rules.Snapshots;
using Belfry.Configuration;
using Belfry.Model;

namespace Belfry.Api.Prometheus;

/// <summary><c>rules</c>, <c>alerts</c>, <c>alertmanagers</c>.</summary>
internal sealed class RuleEndpoints(RuleService rules, AlertmanagerSender sender)
{
    private const string NoTime = "0001-01-01T00:00:00Z";

    internal void Map(ApiRoutes routes)
    {
        routes.MapGet("rules", Rules);
        routes.MapGet("alerts", _ => Alerts());
        routes.MapGet("alertmanagers", _ => Alertmanagers());
    }

    private ApiAnswer Rules(ApiRequest request)
    {
        var parameters = request.Parameters;
        if (!parameters.TrySelectors(out var selectors, out var problem))
        {
            return ApiAnswer.Failure(ApiErrorKind.BadData, problem);
        }

        var type = parameters.Text("type").ToLowerInvariant();
        if (type is not ("" or "alert" or "record"))
        {
            return ApiAnswer.InvalidParameter("type", $"not supported value {QuotedText.Quote(type)}");
        }

        if (!parameters.TrySwitch(
                "exclude_alerts", "error converting exclude_alerts", out var hidesAlerts, out var failure)
            || !RulePage.TryRead(parameters, out var page, out failure))
        {
            return failure;
        }

        var filter = new RuleFilter(
            type,
            Set(parameters, "rule_name[]"),
            Set(parameters, "rule_group[]"),
            Set(parameters, "file[]"),
            selectors);
        if (!page.TryStart(rules.Snapshot(), out var groups, out failure))
        {
            return failure;
        }

        var taken = groups
            .Where(filter.Takes)
            .Select(group => group with { Rules = [.. group.Rules.Where(filter.Takes)] })
            .Where(group => group.Rules.Count > 0)
            .ToList();
        return ApiAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("groups");
            foreach (var group in taken.Take(page.Limit))
            {
                WriteGroup(json, group, hidesAlerts);
            }

            json.WriteEndArray();
            if (taken.Count > page.Limit)
            {
                json.WriteString("groupNextToken", RuleFilter.TokenOf(taken[page.Limit]));
            }

            json.WriteEndObject();
        });
    }

    private ApiAnswer Alerts() => ApiAnswer.Json(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("alerts");
        foreach (var alert in rules.Snapshot().SelectMany(group => group.Rules).SelectMany(rule => rule.Alerts))
        {
            WriteAlert(json, alert);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private ApiAnswer Alertmanagers() => ApiAnswer.Json(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("activeAlertmanagers");
        foreach (var url in sender.Urls)
        {
            json.WriteStartObject();
            json.WriteString("url", url);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("droppedAlertmanagers");
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteGroup(Utf8JsonWriter json, RuleGroupSnapshot group, bool hidesAlerts)
    {
        json.WriteStartObject();
        json.WriteString("name", group.Name);
        json.WriteString("file", group.File);
        json.WriteStartArray("rules");
        foreach (var rule in group.Rules)
        {
            WriteRule(json, rule, hidesAlerts);
        }

        json.WriteEndArray();
        json.WriteNumber("interval", group.Interval.TotalSeconds);
        json.WriteNumber("limit", group.Limit);
        json.WriteNumber("evaluationTime", group.EvaluationTime.TotalSeconds);
        json.WriteString("lastEvaluation", Rfc3339(group.LastEvaluation));
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, RuleSnapshot rule, bool hidesAlerts)
    {
        json.WriteStartObject();
        if (rule.IsAlerting)
        {
            json.WriteString("state", Word(rule.State));
        }

        json.WriteString("name", rule.Name);
        json.WriteString("query", rule.Query);
        if (rule.IsAlerting)
        {
            json.WriteNumber("duration", rule.For.TotalSeconds);
            json.WriteNumber("keepFiringFor", rule.KeepFiringFor.TotalSeconds);
        }

        WriteTexts(json, "labels", rule.Labels);
        if (rule.IsAlerting)
        {
            WriteTexts(json, "annotations", rule.Annotations);
            WriteAlerts(json, hidesAlerts ? null : rule.Alerts);
        }

        json.WriteString("health", rule.Health switch
        {
            RuleHealth.Good => "ok",
            RuleHealth.Bad => "err",
            _ => "unknown",
        });
        if (rule.LastError.Length > 0)
        {
            json.WriteString("lastError", rule.LastError);
        }

        json.WriteNumber("evaluationTime", rule.EvaluationTime.TotalSeconds);
        json.WriteString("lastEvaluation", Rfc3339(rule.LastEvaluation));
        json.WriteString("type", rule.IsAlerting ? "alerting" : "recording");
        json.WriteEndObject();
    }

    private static void WriteAlert(Utf8JsonWriter json, AlertSnapshot alert)
    {
        json.WriteStartObject();
        json.WritePropertyName("labels");
        SampleJson.WriteLabels(json, alert.Labels);
        json.WritePropertyName("annotations");
        SampleJson.WriteLabels(json, alert.Annotations);
        json.WriteString("state", Word(alert.State));
        json.WriteString("activeAt", Rfc3339(alert.ActiveAt.ToDateTimeOffset()));
        if (alert.KeepFiringSince is { } since)
        {
            json.WriteString("keepFiringSince", Rfc3339(since.ToDateTimeOffset()));
        }

        json.WriteString("value", FloatText.Exponent(alert.Value));
        json.WriteEndObject();
    }

    private static void WriteAlerts(Utf8JsonWriter json, IReadOnlyList<AlertSnapshot>? alerts)
    {
        if (alerts is null)
        {
            json.WriteNull("alerts");
            return;
        }

        json.WriteStartArray("alerts");
        foreach (var alert in alerts)
        {
            WriteAlert(json, alert);
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string member, IReadOnlyList<NamedText> texts)
    {
        json.WriteStartObject(member);
        foreach (var text in texts.OrderBy(text => text.Name, StringComparer.Ordinal))
        {
            json.WriteString(text.Name, text.Text);
        }

        json.WriteEndObject();
    }

    private static HashSet<string> Set(ApiParameters parameters, string name) =>
        parameters.All(name).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static string Word(AlertState state) => state.ToString().ToLowerInvariant();

    private static string Rfc3339(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture) ?? NoTime;
}
