using System.Text.Json;
using Belfry.Alerting.Routing;
using Belfry.Alerting.Routing.Views;
using Microsoft.AspNetCore.Http;

namespace Belfry.Api.Alertmanager;

/// <summary><c>alerts</c> and <c>alerts/groups</c>.</summary>
internal sealed class AlertEndpoints(AlertRouter router)
{
    internal Task GetAlertsAsync(HttpContext context)
    {
        if (!QueryParameters.TryFilter(context, router.MatcherSyntax, out var filter, out var error))
        {
            return Answers.TextErrorAsync(context, StatusCodes.Status400BadRequest, error);
        }

        var alerts = router.Alerts(filter);
        return Answers.JsonAsync(context, json =>
        {
            json.WriteStartArray();
            foreach (var alert in alerts)
            {
                WriteAlert(json, alert);
            }

            json.WriteEndArray();
        });
    }

    internal Task GetGroupsAsync(HttpContext context)
    {
        if (!QueryParameters.TryFilter(context, router.MatcherSyntax, out var filter, out var error))
        {
            return Answers.TextErrorAsync(context, StatusCodes.Status400BadRequest, error);
        }

        var groups = router.Groups(filter);
        return Answers.JsonAsync(context, json =>
        {
            json.WriteStartArray();
            foreach (var group in groups)
            {
                WriteGroup(json, group);
            }

            json.WriteEndArray();
        });
    }

    internal async Task PostAlertsAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context);
        var reader = new PostedAlerts();
        if (!reader.TryRead(body.Span, out var alerts, out var error))
        {
            await Answers.SchemaErrorAsync(context, error.Status, error.Code, error.Message);
            return;
        }

        var refused = router.Receive(alerts);
        if (refused.Count > 0)
        {
            await Answers.TextErrorAsync(context, StatusCodes.Status400BadRequest, string.Join('\n', refused));
        }
    }

    private static void WriteGroup(Utf8JsonWriter json, AlertGroupView group)
    {
        json.WriteStartObject();
        json.WriteStartArray("alerts"u8);
        foreach (var alert in group.Alerts)
        {
            WriteAlert(json, alert);
        }

        json.WriteEndArray();
        Answers.WriteLabels(json, "labels"u8, group.Labels);
        json.WritePropertyName("receiver"u8);
        Answers.WriteReceiver(json, group.Receiver);
        Answers.WriteLabels(json, "routeLabels"u8, group.RouteLabels);
        json.WriteEndObject();
    }

    private static void WriteAlert(Utf8JsonWriter json, AlertView alert)
    {
        json.WriteStartObject();
        Answers.WriteLabels(json, "annotations"u8, alert.Annotations);
        json.WriteString("endsAt"u8, alert.EndsAt.ToString());
        json.WriteString("fingerprint"u8, alert.Fingerprint.ToString());
        json.WriteStartArray("receivers"u8);
        foreach (var receiver in alert.Receivers)
        {
            Answers.WriteReceiver(json, receiver);
        }

        json.WriteEndArray();
        json.WriteString("startsAt"u8, alert.StartsAt.ToString());
        json.WriteStartObject("status"u8);
        Answers.WriteTexts(json, "inhibitedBy"u8, alert.InhibitedBy.Select(fingerprint => fingerprint.ToString()));
        Answers.WriteTexts(json, "mutedBy"u8, alert.MutedBy);
        Answers.WriteTexts(json, "silencedBy"u8, alert.SilencedBy);
        json.WriteString("state"u8, alert.IsSuppressed ? "suppressed"u8 : "active"u8);
        json.WriteEndObject();
        json.WriteString("updatedAt"u8, alert.UpdatedAt.ToString());
        if (alert.GeneratorUrl.Length > 0)
        {
            json.WriteString("generatorURL"u8, alert.GeneratorUrl);
        }

        Answers.WriteLabels(json, "labels"u8, alert.Labels);
        json.WriteEndObject();
    }
}
