using System.Text.Json;
using Belfry.Alerting.Routing;
using Belfry.Alerting.Routing.Views;
using Belfry.Configuration.Alertmanager;
using Belfry.Model;
using Microsoft.AspNetCore.Http;

namespace Belfry.Api.Alertmanager;

/// <summary><c>status</c> and <c>receivers</c>.</summary>
internal sealed class StatusEndpoints(AlertRouter router, AlertmanagerBuild build)
{
    internal Task GetStatusAsync(HttpContext context) => Answers.JsonAsync(context, json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("cluster"u8);
        json.WriteString("status"u8, "disabled"u8);
        json.WriteStartArray("peers"u8);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("versionInfo"u8);
        json.WriteString("version"u8, build.Version);
        json.WriteString("revision"u8, build.Revision);
        json.WriteString("branch"u8, build.Branch);
        json.WriteString("buildUser"u8, build.BuildUser);
        json.WriteString("buildDate"u8, build.BuildDate);
        json.WriteString("goVersion"u8, build.GoVersion);
        json.WriteEndObject();
        json.WriteStartObject("config"u8);
        json.WriteString("original"u8, router.Routing is { } routing ? ShownConfiguration.Of(routing.Config) : "");
        json.WriteEndObject();
        json.WriteString("uptime"u8, router.StartedAt.ToString());
        json.WriteEndObject();
    });

    internal Task GetReceiversAsync(HttpContext context)
    {
        if (!QueryParameters.TryMatchers(
            context, router.MatcherSyntax, "receiver_matchers", out var matchers, out var error))
        {
            return Answers.TextErrorAsync(
                context, StatusCodes.Status400BadRequest, $"failed to parse receiver_matchers param: {error}");
        }

        return Answers.JsonAsync(context, json => WriteReceivers(json, matchers));
    }

    private void WriteReceivers(Utf8JsonWriter json, IReadOnlyList<Belfry.Model.Matching.LabelMatcher> matchers)
    {
        json.WriteStartArray();
        foreach (var (name, labels) in Matching(router.Routing?.Config, matchers))
        {
            json.WriteStartObject();
            json.WriteString("name"u8, name);
            Answers.WriteLabels(json, "labels"u8, labels);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The receivers whose labels satisfy the matchers.</summary>
    internal static IEnumerable<(string Name, Labels Labels)> Matching(
        AlertmanagerConfig? config, IReadOnlyList<Belfry.Model.Matching.LabelMatcher> matchers) =>
        (config?.Receivers ?? [])
            .Select(receiver => (
                receiver.Name, Labels: Labels.From(receiver.Labels.Select(label => (label.Name, label.Text)))))
            .Where(receiver => matchers.Count == 0 || AlertFilter.Satisfies(matchers, receiver.Labels));
}
