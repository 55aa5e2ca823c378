using Belfry.Alerting.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Belfry.Api.Alertmanager;

/// <summary>
/// Alertmanager's HTTP API, version 2: what Prometheus sends alerts to and what amtool, Karma and Grafana speak.
/// </summary>
public static class AlertmanagerApi
{
    /// <summary>
    /// Maps <c>PREFIX/api/v2/*</c>. With <paramref name="answersOldApi"/> also <c>PREFIX/api/v1/*</c>, which answers
    /// 410: for a listen address of Alertmanager's own, since Prometheus has the same paths.
    /// </summary>
    public static void MapAlertmanagerApi(
        this IEndpointRouteBuilder endpoints, AlertRouter router, AlertmanagerBuild build, TimeProvider clock,
        string prefix = "", bool answersOldApi = false)
    {
        var api = prefix.TrimEnd('/') + "/api/v2";
        var alerts = new AlertEndpoints(router);
        var silences = new SilenceEndpoints(router.Silences, clock);
        var status = new StatusEndpoints(router, build);
        endpoints.MapGet(api + "/status", status.GetStatusAsync);
        endpoints.MapGet(api + "/receivers", status.GetReceiversAsync);
        endpoints.MapGet(api + "/alerts", alerts.GetAlertsAsync);
        endpoints.MapPost(api + "/alerts", alerts.PostAlertsAsync);
        endpoints.MapGet(api + "/alerts/groups", alerts.GetGroupsAsync);
        endpoints.MapGet(api + "/silences", silences.GetAllAsync);
        endpoints.MapPost(api + "/silences", silences.PostAsync);
        endpoints.MapGet(api + "/silence/{id}", silences.GetAsync);
        endpoints.MapDelete(api + "/silence/{id}", silences.DeleteAsync);
        if (answersOldApi)
        {
            endpoints.Map(prefix.TrimEnd('/') + "/api/v1/{**rest}", GoneAsync);
        }
    }

    private static Task GoneAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status410Gone;
        return Answers.JsonAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("status", "deprecated");
            json.WriteString(
                "error",
                "The Alertmanager v1 API was deprecated in version 0.16.0 and is removed as of version 0.27.0 - please "
                + "use the equivalent route in the v2 API");
            json.WriteEndObject();
        });
    }
}
